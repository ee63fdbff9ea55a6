using System.Text.Json;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Workspaces;

/// <summary>A workspace as the contract writes it.</summary>
internal static class WorkspaceJson
{
    public const string Creator = "creator";

    public static void WriteMembers(Utf8JsonWriter writer, Workspace workspace, UserSet? users = null)
    {
        writer.WriteString("id", workspace.Id);
        writer.WriteString("name", workspace.Name);
        writer.WriteString("account_id", workspace.AccountId);
        writer.WriteString("created_at", ApiBody.Time(workspace.CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(workspace.UpdatedAt));
        users?.Write(writer, Creator, workspace.Creator);
    }

    /// <summary>The name in a body, which the contract closes below <c>data</c> only.</summary>
    public static string? ReadName(Fields body, bool required, out ApiError? refusal)
    {
        var name = body.Open().Nested("data", required: true)?.AssetName("name", required);
        refusal = body.Refusal;
        return name;
    }
}
