using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Credentials;

/// <summary><c>stagedoor credentials secrets list CLIENT_ID</c>.</summary>
internal sealed class ListSecrets() : ManagementVerb("list", "Lists them, never their values: when each was used last, and which is safe to retire.", "stagedoor credentials secrets list CLIENT_ID")
{
    private readonly Argument<string> id = Secrets.ClientId();

    protected override void Declare(Command command)
    {
        command.Add(id);
        base.Declare(command);
    }

    protected override Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation) => Secrets.Listing.WriteAsync(call, AllAsync(client, call.Get(id), cancellation), cancellation);

    private static async IAsyncEnumerable<System.Text.Json.JsonElement> AllAsync(ManagementClient client, string? id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var one in (await client.GetAsync(CredentialVerbs.SecretsOf(id), cancellation)).GetProperty("items").EnumerateArray()) yield return one;
    }
}
