using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Credentials;

/// <summary><c>stagedoor credentials list</c>.</summary>
internal sealed class ListCredentials() : ManagementVerb("list", "Lists them.", "stagedoor credentials list", "stagedoor credentials list --project ID --json | jq -r '.[].client_id'")
{
    private readonly Option<string?> project = new("--project") { HelpName = "ID", Description = "Only those of this project of the Developer Console." };

    protected override void Declare(Command command)
    {
        command.Add(project);
        base.Declare(command);
    }

    protected override Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation) => CredentialVerbs.Listing.WriteAsync(
        call,
        client.ListAsync(call.Get(project) is { } one ? $"/projects/{ManagementClient.Place(one)}/credentials" : CredentialVerbs.Path, [], cancellation),
        cancellation);
}
