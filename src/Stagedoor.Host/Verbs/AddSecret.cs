using System.CommandLine;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;

namespace Stagedoor.Host.Verbs;

/// <summary>Gives a credential a new secret, which is shown once: for an operator, while there is no console.</summary>
internal sealed class AddSecret() : Verb("add-secret", "Give a credential a new secret, and show it once. The older ones keep working.")
{
    private readonly Argument<string> clientId = new("CLIENT_ID") { Description = "The credential's client id." };
    private readonly Option<string> name = new("--name") { Description = "The secret's name.", DefaultValueFactory = static _ => "from the command line" };

    protected override void Declare(Command command)
    {
        command.Add(clientId);
        command.Add(name);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var id = arguments.GetRequiredValue(clientId);
        var clients = services.GetRequiredService<IClientStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await clients.FindAsync(id, cancellation) is not { Kind.HasSecret: true } client) throw new StartRefusedException($"There is no credential {id} that has secrets.");
        var (record, value) = ClientAuthenticator.NewSecret(id, arguments.GetRequiredValue(name), null, now, null);
        // As many may overlap as the operator likes; what a credential keeps is bounded here too.
        var refusal = await services.GetRequiredService<IDeveloperCredentials>().AddSecretAsync(client.OrganizationId, record, new(int.MaxValue, Secrets.MostKept, MayManage: true), now, cancellation) switch
        {
            SecretAddition.Added => null,
            SecretAddition.TooManyKept => $"The credential {id} keeps {Secrets.MostKept} secrets, those that ended with them, and no more: delete some in the Developer Console, or by DELETE over the management API.",
            _ => $"The credential {id} is disabled, or its service account user is: restore it first.",
        };
        if (refusal is not null) throw new StartRefusedException(refusal);
        await services.GetRequiredService<IAuditTrail>().RecordAsync(new AuditEntry { At = now, Act = AuditAct.SecretAdded, ClientId = id, OrganizationId = client.OrganizationId, TargetId = record.Id }, cancellation);
        Say($"The new secret of {client.Name}, shown this once:");
        Say("");
        Say($"  {value.Reveal()}");
        return 0;
    }
}
