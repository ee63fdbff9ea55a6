using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Credentials;

/// <summary><c>stagedoor credentials delete CLIENT_ID</c>.</summary>
internal sealed class DeleteCredential() : ManagementVerb("delete", "Deletes one for good, with its service account user; what that made stays.", "stagedoor credentials delete CLIENT_ID", "stagedoor credentials delete CLIENT_ID --yes")
{
    private readonly Argument<string> id = new("CLIENT_ID") { Description = CredentialVerbs.IdIs };
    private readonly Option<bool> yes = Confirmation.Yes();

    protected override void Declare(Command command)
    {
        command.Add(id);
        command.Add(yes);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var path = $"{CredentialVerbs.Path}/{ManagementClient.Place(call.Get(id))}";
        var one = await client.GetAsync(path, cancellation);
        var acts = one.Text("service_account_id") is { } account ? $" Its service account user {account} goes with it; what that made stays under its name." : "";
        Confirmation.Ask(call, call.Get(yes), $"{CredentialVerbs.Name(one)} is deleted for good: its secrets, tokens and consents are dead within a second.{acts}", one.Text("name") ?? "");
        await client.SendAsync(HttpMethod.Delete, path, cancellation);
        return CredentialVerbs.Listing.WriteOne(call, one, $"{CredentialVerbs.Name(one)} is deleted.");
    }
}
