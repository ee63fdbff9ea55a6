using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Content;

/// <summary>Whether a server-to-server credential's product profiles open the V4 API: it was never bounded by any, or one of them assigns it (design §3, Settled; decision 0033).</summary>
internal static class Profiles
{
    private const string OfFrameio = "SELECT id, name FROM product_profiles WHERE organization_id = @organization_id AND api = @api ORDER BY name, id LIMIT 1000";

    /// <summary>Null when they do; else the names of those that would, a few.</summary>
    public static async Task<IReadOnlyList<string>?> MissingAsync(Link link, string organizationId, string settings)
    {
        var read = SettingsText.Read(settings);
        if (read.ProductProfiles.IsEmpty && !read.IsBounded) return null;
        var opening = await link.AllAsync(OfFrameio, static row => (Id: row.Text(0), Name: row.Text(1)), ("organization_id", organizationId), ("api", OfferedApi.Frameio.Name));
        return opening.Any(profile => read.ProductProfiles.Contains(profile.Id)) ? null : [.. opening.Take(3).Select(profile => profile.Name)];
    }
}
