using System.CommandLine;

namespace Stagedoor.Cli.Management;

/// <summary>A verb that manages an organization: that of <c>--organization</c>, of <c>STAGEDOOR_ORGANIZATION</c>, or the credential's own.</summary>
internal abstract class ManagementVerb(string name, string description, params string[] examples) : Verb(name, description, examples)
{
    private readonly Option<string?> organization = new("--organization") { HelpName = "ID", Description = "The organization. Without it STAGEDOOR_ORGANIZATION, then the credential's own." };

    protected override void Declare(Command command) => command.Add(organization);

    protected sealed override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        using var client = ManagementClient.Open(call, call.Get(organization));
        return await RunAsync(call, client, cancellation);
    }

    protected abstract Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation);
}
