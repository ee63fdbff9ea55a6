using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Content;

/// <summary>Whether a server-to-server credential's product profiles open the V4 API: it has none, or one of them assigns it (design §3, Settled).</summary>
internal static class Profiles
{
    private const string OfFrameio = "SELECT id FROM product_profiles WHERE organization_id = @organization_id AND api = 'frameio' ORDER BY id LIMIT 1000";

    public static async Task<bool> OpenAsync(Link link, string organizationId, string settings)
    {
        var assigned = SettingsText.Read(settings).ProductProfiles;
        if (assigned.IsEmpty) return true;
        var opening = await link.AllAsync(OfFrameio, static row => row.Text(0), ("organization_id", organizationId));
        return opening.Any(id => assigned.Contains(id));
    }
}
