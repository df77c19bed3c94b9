package io.tidegate.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Where things are on a page, by the words a person would use for them. */
final class Seen {
    private Seen() {}

    static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    /** What the page says of itself, such as "Live". */
    static Locator state(Page page) {
        return page.getByRole(AriaRole.STATUS).first();
    }

    static Locator menu(Page page) {
        return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"));
    }

    /** The overview's table. */
    static Locator accounts(Page page) {
        return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Accounts"));
    }

    /** The row of an account in it. */
    static Locator account(Page page, String name) {
        return accounts(page).getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
