using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Content;

/// <summary>Whether a server-to-server credential's product profiles open the V4 API: it has none, or one of them assigns it (design §3, Settled).</summary>
internal static class Profiles
{
    private const string OfFrameio = "SELECT id, name FROM product_profiles WHERE organization_id = @organization_id AND api = 'frameio' ORDER BY id LIMIT 1000";

    public static async Task<bool> OpenAsync(Link link, string organizationId, string settings)
    {
        var assigned = SettingsText.Read(settings).ProductProfiles;
        if (assigned.IsEmpty) return true;
        var opening = await link.AllAsync(OfFrameio, row => (Id: row.Text(0), Name: row.Text(1)), ("organization_id", organizationId));
        return opening.Any(profile => assigned.Contains(profile.Id) || assigned.Contains(profile.Name));
    }
}
