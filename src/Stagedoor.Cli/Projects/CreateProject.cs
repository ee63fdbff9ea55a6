using System.CommandLine;
using Stagedoor.Cli.Accounts;
using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Projects;

/// <summary><c>stagedoor projects create NAME</c>.</summary>
internal sealed class CreateProject() : AccountVerb("create", "Makes one.", "stagedoor projects create \"Nine Lives\" --workspace ID")
{
    private readonly Argument<string> name = new("NAME") { Description = "What it is called." };
    private readonly Option<string?> workspace = new("--workspace") { HelpName = "ID", Description = "The workspace. Without it the only one there is." };
    private readonly Option<bool> restricted = new("--restricted") { Description = "Only who is invited sees it." };

    protected override void Declare(Command command)
    {
        command.Add(name);
        base.Declare(command);
        command.Add(workspace);
        command.Add(restricted);
    }

    protected override async Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation)
    {
        FrameioId place = call.Get(workspace) is { } given ? given : await OnlyAsync(session, account, cancellation);
        var project = await session.Frameio.Projects.CreateAsync(account, place, new() { Name = call.Get(name)!, Restricted = call.Get(restricted) ? true : null }, cancellation);
        return ProjectVerbs.Listing.WriteOne(call, project, $"Created {call.Output.Bold(Output.Plain(project.Name))}: project {project.Id}, root folder {project.RootFolderId}.");
    }

    private static async Task<FrameioId> OnlyAsync(Session session, FrameioId account, CancellationToken cancellation)
    {
        var all = new List<Workspace>();
        await foreach (var one in session.Frameio.Workspaces.List(account).WithCancellation(cancellation)) all.Add(one);
        return all switch
        {
            [var only] => only.Id,
            [] => throw new CommandException(ExitCode.NotFound, "There is no workspace that this identity may see.", "stagedoor workspaces list"),
            _ => throw new CommandException(ExitCode.Usage, $"There are several workspaces: {string.Join(", ", all.Take(10).Select(static one => $"{one.Name} ({one.Id})"))}.", "Add --workspace ID."),
        };
    }
}
