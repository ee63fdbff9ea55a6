using System.CommandLine;
using Stagedoor.Cli.Accounts;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Files;

/// <summary>A verb about one folder: that of <c>--folder</c>, or the root folder of <c>--project</c>.</summary>
internal abstract class FolderVerb(string name, string description, params string[] examples) : AccountVerb(name, description, examples)
{
    private readonly Option<string?> folder = new("--folder") { HelpName = "ID", Description = "The folder." };
    private readonly Option<string?> project = new("--project") { HelpName = "ID", Description = "The project, whose root folder is meant." };

    protected override void Declare(Command command)
    {
        command.Add(folder);
        command.Add(project);
        base.Declare(command);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(folder) is null) == (result.GetValue(project) is null)) result.AddError("Say where: --folder ID or --project ID, one of the two.");
        });
    }

    protected async Task<FrameioId> FolderAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation) =>
        call.Get(folder) is { } given ? given : (await session.Frameio.Projects.GetAsync(account, call.Get(project)!, cancellation: cancellation)).RootFolderId;
}
