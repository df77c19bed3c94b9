package io.tidegate.api.organization;

import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.Email;
import io.tidegate.account.Member;
import io.tidegate.account.Members;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.page.Page;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who belongs to the organization. */
public final class MemberOperations {
    private final Members members;

    public MemberOperations(Members members) {
        this.members = members;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/members", Permission.MEMBERS_READ, "member.list")
                        .pages(MemberView.class)
                        .by("Who belongs to the organization", this::list),
                Operation.get("/members/{member}", Permission.MEMBERS_READ, "member.show")
                        .answers(MemberView.class)
                        .by(
                                "A member",
                                call -> call.look(stores ->
                                        ApiResponse.ok(MemberView.of(members.find(stores.deed(), call.id("member")))))),
                Operation.create("/members", Permission.MEMBERS_WRITE, "member.invite")
                        .body(NewMember.class)
                        .answers(InvitedMember.class)
                        .by("Invite somebody, or again who has not come yet", this::invite),
                Operation.patch("/members/{member}", Permission.MEMBERS_WRITE, "member.update")
                        .body(MemberEdit.class)
                        .answers(MemberView.class)
                        .by("Give a member another role", this::change),
                Operation.delete("/members/{member}", Permission.MEMBERS_WRITE, "member.remove")
                        .by("Remove a member; their tokens and sessions end", this::remove));
    }

    private ApiResponse list(Call call) {
        return call.pages((stores, after, limit) -> {
            Page<Member> page = members.list(stores.deed(), after, limit);
            return new Page<>(page.items().stream().map(MemberView::of).toList(), page.next());
        });
    }

    private ApiResponse invite(Call call) {
        NewMember wanted = call.body(NewMember.class);
        if (wanted.email() == null) {
            throw Problem.invalid("/email", "is missing");
        }
        Email email = Email.of(wanted.email());
        Role role = role(wanted.role());
        return call.act(null, stores -> {
            Members.Invitation made = members.invite(stores.deed(), email, role);
            return ApiResponse.created(
                    "/members/" + made.member().person(),
                    new InvitedMember(
                            MemberView.of(made.member()),
                            new Invitation(email.text(), made.secret().reveal(), made.expiresAt())));
        });
    }

    private ApiResponse change(Call call) {
        Role role = role(call.body(MemberEdit.class).role());
        long person = call.id("member");
        return call.act(
                "members/" + person,
                stores -> ApiResponse.ok(MemberView.of(members.change(stores.deed(), person, role))));
    }

    private ApiResponse remove(Call call) {
        long person = call.id("member");
        return call.act("members/" + person, stores -> {
            members.remove(stores.deed(), person);
            return ApiResponse.none();
        });
    }

    private static Role role(@Nullable String word) {
        return Role.find(word == null ? "" : word)
                .orElseThrow(() -> Problem.invalid(
                        "/role",
                        "is one of "
                                + Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
    }
}
