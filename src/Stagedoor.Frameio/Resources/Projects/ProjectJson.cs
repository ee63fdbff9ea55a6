using System.Text.Json;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Projects;

/// <summary>A project as the contract writes it.</summary>
internal static class ProjectJson
{
    public const string Owner = "owner";

    public static readonly string[] Statuses = ["active", "inactive"];

    /// <summary>As an answer to a change has it: without a description.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, ApiProject project, FrameioOptions options)
    {
        writer.WriteString("id", project.Id);
        writer.WriteString("name", project.Name);
        writer.WriteString("status", project.IsActive ? Statuses[0] : Statuses[1]);
        writer.WriteBoolean("restricted", project.IsRestricted);
        writer.WriteNumber("storage", project.Storage);
        writer.WriteString("workspace_id", project.WorkspaceId);
        writer.WriteString("root_folder_id", project.RootFolderId);
        writer.WriteString("view_url", ViewUrl(options, project.Id));
        writer.WriteNull("adobe_id");
        writer.WriteString("created_at", ApiBody.Time(project.CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(project.UpdatedAt));
    }

    /// <summary>As it is shown and listed, and included elsewhere: with its description, and its owner if users were asked for.</summary>
    public static void WriteMembersWithIncludes(Utf8JsonWriter writer, ApiProject project, FrameioOptions options, UserSet? users = null)
    {
        WriteMembers(writer, project, options);
        writer.WriteString("description", project.Description);
        users?.Write(writer, Owner, project.Owner);
    }

    /// <summary>Where the app shows a project, or an asset in it.</summary>
    public static string ViewUrl(FrameioOptions options, Guid projectId, Guid? assetId = null) =>
        assetId is null ? $"{options.Address}/project/{projectId}" : $"{options.Address}/project/{projectId}/view/{assetId}";
}
