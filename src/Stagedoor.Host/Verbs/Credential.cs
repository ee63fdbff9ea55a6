using System.CommandLine;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;

namespace Stagedoor.Host.Verbs;

/// <summary>Disables or restores a credential: for an operator, while there is no console.</summary>
internal sealed class Credential(bool disable) : Verb(disable ? "disable-credential" : "restore-credential", disable
    ? "Disable a credential and its service account user: its secrets, tokens and sessions are dead within a second."
    : "Let a disabled credential work again. Nothing that it had before comes back: it needs a new secret.")
{
    private readonly Argument<string> clientId = new("CLIENT_ID") { Description = "The credential's client id." };

    protected override void Declare(Command command) => command.Add(clientId);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var id = arguments.GetRequiredValue(clientId);
        var clients = services.GetRequiredService<IClientStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await clients.FindAsync(id, cancellation) is not { } client) throw new StartRefusedException($"There is no credential {id}.");
        if (!await clients.SetDisabledAsync(id, disable, now, cancellation)) throw new StartRefusedException($"The credential {id} is {(disable ? "disabled" : "not disabled")} already.");
        await services.GetRequiredService<IAuditTrail>().RecordAsync(new AuditEntry { At = now, Act = disable ? AuditAct.ClientDisabled : AuditAct.ClientRestored, ClientId = id, OrganizationId = client.OrganizationId, TargetId = id }, cancellation);
        Say($"{client.Name} ({id}) is {(disable ? "disabled" : "restored")}.");
        return 0;
    }
}
