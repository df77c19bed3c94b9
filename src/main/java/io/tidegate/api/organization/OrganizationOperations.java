package io.tidegate.api.organization;

import io.tidegate.access.Permission;
import io.tidegate.account.AccountException;
import io.tidegate.account.Organization;
import io.tidegate.account.Organizations;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.dock.DefaultsStore;
import io.tidegate.dock.DockDefaults;
import io.tidegate.page.Page;
import java.util.List;

/** The organization one acts in, and, for operators, all there are. */
public final class OrganizationOperations {
    private final Organizations organizations;

    public OrganizationOperations(Organizations organizations) {
        this.organizations = organizations;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/organization", Permission.ORGANIZATION_READ, "organization.show")
                        .answers(OwnOrganization.class)
                        .by("The organization you act in", call -> call.look(stores -> ApiResponse.ok(own(stores)))),
                Operation.patch("/organization", Permission.ORGANIZATION_WRITE, "organization.update")
                        .body(OrganizationEdit.class)
                        .answers(OwnOrganization.class)
                        .by("Change its name, or what new docks get", this::edit),
                Operation.get("/organizations", Permission.INSTANCE_READ, "organization.list")
                        .pages(OrganizationView.class)
                        .by("All organizations, for operators", this::list),
                Operation.create("/organizations", Permission.INSTANCE_WRITE, "organization.create")
                        .body(NewOrganization.class)
                        .answers(CreatedOrganization.class)
                        .by("Make an organization, for operators", this::create));
    }

    private OwnOrganization own(Stores stores) {
        Organization organization = organizations.current(stores.deed());
        return new OwnOrganization(
                organization.id(),
                organization.slug(),
                organization.name(),
                defaults(stores).find());
    }

    private static DefaultsStore defaults(Stores stores) {
        return new DefaultsStore(stores.scoped().jdbi(), stores.json());
    }

    private ApiResponse edit(Call call) {
        OrganizationEdit wanted = call.body(OrganizationEdit.class);
        return call.act(null, stores -> {
            if (wanted.name() != null) {
                organizations.rename(stores.deed(), wanted.name());
            }
            OrganizationEdit.Defaults edit = wanted.dockDefaults();
            if (edit != null) {
                DockDefaults before = defaults(stores).find();
                defaults(stores).set(changed(before, edit));
            }
            return ApiResponse.ok(own(stores));
        });
    }

    private static DockDefaults changed(DockDefaults before, OrganizationEdit.Defaults edit) {
        Long seconds = edit.intervalSeconds();
        Boolean enabled = edit.enabled();
        try {
            return new DockDefaults(
                    seconds == null ? before.intervalSeconds() : seconds, enabled == null ? before.enabled() : enabled);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("/dockDefaults/intervalSeconds", String.valueOf(e.getMessage()));
        }
    }

    private ApiResponse list(Call call) {
        return call.pagesOfInstance((after, limit) -> {
            Page<Organization> page = organizations.list(after, limit);
            return new Page<>(page.items().stream().map(OrganizationView::of).toList(), page.next());
        });
    }

    private ApiResponse create(Call call) {
        NewOrganization wanted = call.body(NewOrganization.class);
        if (wanted.slug() == null || wanted.owner() == null) {
            throw new AccountException(AccountException.Kind.INVALID, "An organization needs a slug and an owner.");
        }
        return call.actOnInstance(done -> {
            String name = wanted.name() == null ? wanted.slug() : wanted.name();
            Organizations.Created made = organizations.create(wanted.slug(), name, wanted.owner());
            done.target("organizations/" + made.organization().slug());
            return ApiResponse.created(
                    "/organizations/" + made.organization().slug(),
                    new CreatedOrganization(
                            OrganizationView.of(made.organization()),
                            new Invitation(
                                    made.owner().text(), made.invitation().reveal(), made.expiresAt())));
        });
    }
}
