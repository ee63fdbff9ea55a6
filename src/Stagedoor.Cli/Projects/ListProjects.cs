using System.CommandLine;
using Stagedoor.Cli.Accounts;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Projects;

/// <summary><c>stagedoor projects list</c>.</summary>
internal sealed class ListProjects() : AccountVerb("list", "Lists them, of all workspaces or of one.", "stagedoor projects list", "stagedoor projects list --workspace ID --json | jq -r '.[] | .name + \" \" + .root_folder_id'")
{
    private readonly Option<string?> workspace = new("--workspace") { HelpName = "ID", Description = "Only those of this workspace." };

    protected override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(workspace);
    }

    protected override Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation) =>
        ProjectVerbs.Listing.WriteAsync(call, call.Get(workspace) is { } one ? session.Frameio.Projects.List(account, one) : session.Frameio.Projects.ListByAccount(account), cancellation);
}
