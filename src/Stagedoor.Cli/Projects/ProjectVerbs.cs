using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Projects;

/// <summary><c>stagedoor projects …</c>.</summary>
internal static class ProjectVerbs
{
    public static VerbGroup Group => new("projects", "The projects of an account.", new ListProjects(), new CreateProject());

    public static Listing<Project> Listing { get; } = new(
        ["ID", "NAME", "STATUS", "STORAGE", "ROOT FOLDER"],
        static project => [project.Id.ToString(), project.Name, project.Status.ToString(), Size.Of(project.Storage), project.RootFolderId.ToString()],
        static (writer, project) =>
        {
            writer.WriteString("id", project.Id.ToString());
            writer.WriteString("name", project.Name);
            writer.WriteString("status", project.Status.ToString());
            writer.WriteString("workspace_id", project.WorkspaceId.ToString());
            writer.WriteString("root_folder_id", project.RootFolderId.ToString());
            writer.WriteNumber("storage", project.Storage);
            writer.WriteString("view_url", project.ViewUrl);
            writer.WriteString("created_at", Size.Of(project.CreatedAt));
        });
}
