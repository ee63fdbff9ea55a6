using System.CommandLine;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Host.Verbs;

/// <summary>Invites somebody to an organization, for an operator, while there is no console. The link goes to the address by mail; the person joins after signing in.</summary>
internal sealed class Invite() : Verb("invite", "Invite somebody to an organization: by a mail to the address, valid for a week, once. The person joins after signing in.")
{
    private static readonly string[] AccountRoles = ["owner", "admin", "member", "reviewer"], AdminRoles = ["system_admin", "developer"];

    private readonly Argument<string> email = new("EMAIL") { Description = "The e-mail address." };
    private readonly Option<string> organization = new("--organization") { Required = true, HelpName = "ID", Description = "The organization's id." };
    private readonly Option<string> role = new("--role") { Description = "The role in the account: owner, admin, member or reviewer.", DefaultValueFactory = static _ => "member" };
    private readonly Option<string[]> adminRole = new("--admin-role") { Description = "A role in the consoles: system_admin or developer. May be repeated.", DefaultValueFactory = static _ => [] };
    private readonly Option<string?> language = new("--language") { Description = "The mail's language, where the person has none yet: en, de, fr or ja." };

    protected override void Declare(Command command)
    {
        command.Add(email);
        command.Add(organization);
        command.Add(role);
        command.Add(adminRole);
        command.Add(language);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var (address, id, accountRole, adminRoles) = (arguments.GetRequiredValue(email).Trim(), arguments.GetRequiredValue(organization), arguments.GetRequiredValue(role), arguments.GetRequiredValue(adminRole));
        if (EmailAddress.WhatIsWrongWith(address) is not null) throw new StartRefusedException($"{address} is not an e-mail address that a person can have.");
        if (!AccountRoles.Contains(accountRole)) throw new StartRefusedException($"--role is none of {string.Join(", ", AccountRoles)}.");
        if (adminRoles.Except(AdminRoles).FirstOrDefault() is { } unknown) throw new StartRefusedException($"--admin-role \"{unknown}\" is none of {string.Join(", ", AdminRoles)}.");
        if (await services.GetRequiredService<IOrganizationStore>().FindAsync(id, cancellation) is not { } found) throw new StartRefusedException($"There is no organization {id}.");
        var invited = await services.GetRequiredService<IPersonStore>().FindByEmailAsync(address, cancellation);
        var invitation = await services.GetRequiredService<Invitations>().InviteAsync(found, address, adminRoles, accountRole, null, invited, arguments.GetValue(language), cancellation);
        await services.GetRequiredService<IAuditTrail>().RecordAsync(
            new AuditEntry { At = invitation.CreatedAt, Act = AuditAct.InvitationSent, OrganizationId = found.Id, TargetId = invitation.Id, Detail = accountRole, Typed = address }, cancellation);
        Say($"A mail with the invitation to {found.Name} is on its way to {address}, as soon as the server runs. It works once, for a week.");
        return 0;
    }
}
