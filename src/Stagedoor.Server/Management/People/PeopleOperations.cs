using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.People;

/// <summary>People and invitations over the management API.</summary>
public sealed class PeopleOperations : ISlice
{
    private const string Many = "/people", One = Many + "/{person}", Invitations = "/invitations";

    private static readonly ManagementArea Area = new(
    [
        Operation.List(
            "listPeople", Many, Act.ListPeople, "The people of the organization, those who were deactivated too.", PeopleJson.Default.PersonList,
            async call => (await People(call).ListAsync(call.Administrator, Question(call), call.After, call.PageSize, call.Cancellation)).Select(PersonList.Of),
            new QueryField("text", "A part of the name or of the address."),
            new QueryField("role", "People with a role in the consoles, or with none.", MemberCard.SystemAdministrator, MemberCard.Developer, "none"),
            new QueryField("status", "Active people, or those who were deactivated.", "active", "deactivated"),
            new QueryField("sort", "By name, by address, or who signed in last first.", "name", "email", "signin")),
        Operation.Get(
            "getPerson", One, Act.ReadPerson, "One person.", PeopleJson.Default.PersonAnswer,
            async call => (await People(call).FindAsync(call.Administrator, call.Route("person"), call.Cancellation)).Select(PersonAnswer.Of)),
        Operation.Change(
            "changeRoles", One, Act.ChangeRoles, "Gives a person other roles. The last system administrator and the last owner of the account stay what they are; only a person changes a system administrator's.", PeopleJson.Default.RolesBody, PeopleJson.Default.PersonAnswer,
            async (call, body) => (await People(call).ChangeRolesAsync(call.Administrator, call.Route("person"), call.Version, body.AdminRoles, body.AccountRole, call.Cancellation)).Select(PersonAnswer.Of)),
        Operation.Do(
            "deactivatePerson", One + "/deactivate", Act.DeactivatePerson, "Ends what a person is in the organization, and everything that they have open: sessions and tokens are dead within a second, open invitations from and to them end. Only a person deactivates a system administrator.",
            PeopleJson.Default.DeactivationBody, PeopleJson.Default.PersonAnswer,
            async (call, body) => (await People(call).DeactivateAsync(call.Administrator, call.Route("person"), call.Version, body.Heir, call.Cancellation)).Select(PersonAnswer.Of)),
        Operation.Do(
            "reactivatePerson", One + "/reactivate", Act.ReactivatePerson, "Takes a deactivation back. No old session or token lives again.", PeopleJson.Default.PersonAnswer,
            async call => (await People(call).ReactivateAsync(call.Administrator, call.Route("person"), call.Version, call.Cancellation)).Select(PersonAnswer.Of)),
        Operation.Do(
            "recoverPerson", One + "/recovery", Act.RecoverPerson, "Sends a person the link to set a new password, or to go on without a lost second factor. Nobody else sees it. Only a person begins the recovery of a second factor.",
            PeopleJson.Default.RecoveryBody, PeopleJson.Default.PersonAnswer,
            async (call, body) => (await People(call).RecoverAsync(call.Administrator, call.Route("person"), body.What, call.Cancellation)).Select(PersonAnswer.Of)),
        Operation.List(
            "listPersonSessions", One + "/sessions", Act.ReadPersonSessions, "Where a person is signed in.", PeopleJson.Default.SessionList,
            async call => (await Sessions(call).ListAsync(call.Administrator, call.Route("person"), call.After, call.PageSize, call.Cancellation)).Select(SessionList.Of)),
        Operation.Delete(
            "endPersonSessions", One + "/sessions", Act.EndPersonSessions, "Ends every session and every token of a person.",
            call => Sessions(call).EndAllAsync(call.Administrator, call.Route("person"), call.Cancellation)),
        Operation.Delete(
            "endPersonSession", One + "/sessions/{session}", Act.EndPersonSessions, "Ends one session of a person.",
            call => Sessions(call).EndAsync(call.Administrator, call.Route("person"), call.Route("session"), call.Cancellation)),
        Operation.List(
            "listPersonSignIns", One + "/sign-ins", Act.ReadPersonSessions, "The sign-ins of a person in the last year, those too that were refused; newest first.", PeopleJson.Default.SignInList,
            async call => (await Sessions(call).SignInsAsync(call.Administrator, call.Route("person"), call.After, call.PageSize, call.Cancellation)).Select(SignInList.Of)),
        Operation.List(
            "listInvitations", Invitations, Act.ListInvitations, "The open invitations.", PeopleJson.Default.InvitationList,
            async call => (await Open(call).ListAsync(call.Administrator, call.After, call.PageSize, call.Cancellation)).Select(InvitationList.Of)),
        Operation.Create(
            "invitePerson", Invitations, Act.InvitePerson, "Sends an invitation to an address. It works once, for a week, and ends older ones to the address. Whose place was deactivated is reactivated instead: an invitation brings back no sign-in that ended.", PeopleJson.Default.InvitationBody, PeopleJson.Default.InvitationAnswer,
            async (call, body) => (await Open(call).InviteAsync(call.Administrator, body.Email, body.AdminRoles ?? [], body.AccountRole, body.Language, call.Cancellation)).Select(InvitationAnswer.Of)),
        Operation.Delete(
            "withdrawInvitation", Invitations + "/{invitation}", Act.WithdrawInvitation, "Withdraws an open invitation: its link is dead.",
            call => Open(call).WithdrawAsync(call.Administrator, call.Route("invitation"), call.Cancellation)),
    ]);

    public static void Add(IServiceCollection services) => services.AddSingleton(Area);

    public static void Map(IEndpointRouteBuilder routes) => ManagementApi.Map(routes, Area);

    private static PeopleQuestion Question(ManagementCall call) => new()
    {
        Text = call.Query("text"),
        Role = call.Query("role"),
        IsActive = call.Query("status") switch { "active" => true, "deactivated" => false, _ => null },
        Sort = call.Query("sort") switch { "email" => PeopleSort.Email, "signin" => PeopleSort.SignIn, _ => PeopleSort.Name },
    };

    private static Administration.People People(ManagementCall call) => call.Service<Administration.People>();

    private static PeopleSessions Sessions(ManagementCall call) => call.Service<PeopleSessions>();

    private static OrganizationInvitations Open(ManagementCall call) => call.Service<OrganizationInvitations>();
}
