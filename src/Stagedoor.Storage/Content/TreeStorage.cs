using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>The bytes that a project's files have: those that are wholly here.</summary>
internal static class TreeStorage
{
    private const string Below = $"""
        {Tree.Down}
        SELECT CAST(COALESCE(SUM(a.size), 0) AS BIGINT) FROM down JOIN assets a ON a.id = down.id JOIN contents c ON c.id = a.content_id WHERE c.completed_at IS NOT NULL
        """;
    private const string Add = "UPDATE api_projects SET storage = storage + @bytes WHERE id = @id";

    public static async Task<long> OfAsync(Link link, Guid id) => await link.NumberAsync(Below, ("id", id)) ?? 0;

    public static async Task AddAsync(Link link, Guid projectId, long bytes)
    {
        if (bytes != 0) await link.ExecuteAsync(Add, ("id", projectId), ("bytes", bytes));
    }
}
