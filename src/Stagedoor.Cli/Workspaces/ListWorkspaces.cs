using Stagedoor.Cli.Accounts;
using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Workspaces;

/// <summary><c>stagedoor workspaces list</c>.</summary>
internal sealed class ListWorkspaces() : AccountVerb("list", "Lists them.", "stagedoor workspaces list")
{
    private static readonly Listing<Workspace> Listing = new(
        ["ID", "NAME", "CREATED"],
        static workspace => [workspace.Id.ToString(), workspace.Name, Size.Of(workspace.CreatedAt)],
        static (writer, workspace) =>
        {
            writer.WriteString("id", workspace.Id.ToString());
            writer.WriteString("name", workspace.Name);
            writer.WriteString("account_id", workspace.AccountId.ToString());
            writer.WriteString("created_at", Size.Of(workspace.CreatedAt));
        });

    protected override Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation) => Listing.WriteAsync(call, session.Frameio.Workspaces.List(account), cancellation);
}
