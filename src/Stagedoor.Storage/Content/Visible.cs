using Stagedoor.Frameio.Permissions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>
/// What a <see cref="Viewer"/> sees, as conditions of a list; only for one who does not see everything. They take the arguments of <see cref="Arguments"/>. With an invitation to a folder
/// alone neither its project nor its workspace is seen.
/// </summary>
internal static class Visible
{
    /// <summary>Of workspaces <c>w</c>.</summary>
    public const string Workspaces = $"({WorkspacesOfFirst} AND (@second = '' OR {WorkspacesOfSecond}))";

    /// <summary>Of projects <c>p</c>.</summary>
    public const string Projects = $"({ProjectsOfFirst} AND (@second = '' OR {ProjectsOfSecond}))";

    private const string WorkspacesOfFirst = "EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = w.id AND r.subject_id = @first)";
    private const string WorkspacesOfSecond = "EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = w.id AND r.subject_id = @second)";
    private const string ProjectsOfFirst = """
        (EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = p.id AND r.subject_id = @first)
        OR (p.restricted = 0 AND EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = p.workspace_id AND r.subject_id = @first)))
        """;
    private const string ProjectsOfSecond = """
        (EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = p.id AND r.subject_id = @second)
        OR (p.restricted = 0 AND EXISTS (SELECT 1 FROM content_roles r WHERE r.resource_id = p.workspace_id AND r.subject_id = @second)))
        """;

    public static (string Name, Value Value)[] Arguments(Viewer viewer) => [("first", viewer.First), ("second", viewer.Second)];
}
