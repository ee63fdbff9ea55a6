using System.CommandLine;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Users;

namespace Stagedoor.Host.Verbs;

/// <summary>Begins the recovery of a person's account, for an operator who knows that it is the person who asks. The link goes to the person's address; nobody else sees it.</summary>
internal sealed class Recover() : Verb("recover", "Send a person a link to set a new password, or to remove a lost second factor: to the person's own address, valid for half an hour, once.")
{
    private readonly Argument<string> email = new("EMAIL") { Description = "The person's e-mail address." };
    private readonly Option<bool> secondFactor = new("--second-factor") { Description = "The second factor is lost, not the password." };

    protected override void Declare(Command command)
    {
        command.Add(email);
        command.Add(secondFactor);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var address = arguments.GetRequiredValue(email);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await services.GetRequiredService<IPersonStore>().FindByEmailAsync(address, cancellation) is not { } person) throw new StartRefusedException($"There is no person with the address {address}.");
        if (person.DisabledAt is not null) throw new StartRefusedException($"{address} is disabled: there is nothing to recover.");
        var recovery = services.GetRequiredService<PersonRecovery>();
        var lost = arguments.GetValue(secondFactor);
        if (lost) await recovery.SendFactorLinkAsync(person, RecoveryBeginner.Administrator, mail => mail with { At = now }, "", cancellation);
        else await recovery.SendPasswordLinkAsync(person, RecoveryBeginner.Administrator, mail => mail with { At = now }, "", cancellation);
        await services.GetRequiredService<IAuditTrail>().RecordAsync(
            new AuditEntry { At = now, Act = AuditAct.RecoveryBegun, TargetId = person.Id, Detail = lost ? "second_factor by_administrator" : "password by_administrator" }, cancellation);
        Say($"A mail with the link is on its way to {person.Email}, as soon as the server runs. It works once, for half an hour.");
        return 0;
    }
}
