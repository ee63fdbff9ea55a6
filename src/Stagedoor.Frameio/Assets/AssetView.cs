using System.Text.Json;
using Stagedoor.Frameio.Files;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Metadata;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Resources.Users;

namespace Stagedoor.Frameio.Assets;

/// <summary>
/// One answer's assets with what it includes, loaded in a number of statements that does not grow with theirs: one for the projects, one for all users, one for the metadata.
/// </summary>
internal sealed class AssetView
{
    private static readonly Dictionary<Guid, IReadOnlyList<FieldValue>> NoMetadata = [];

    private readonly IncludeSet include;
    private readonly MediaLinks links;
    private readonly UserSet users;
    private readonly Dictionary<Guid, ApiProject> projects;
    private readonly IReadOnlyDictionary<Guid, IReadOnlyList<FieldValue>> metadata;

    private AssetView(FrameioOptions options, IncludeSet include, MediaLinks links, UserSet users, Dictionary<Guid, ApiProject> projects, IReadOnlyDictionary<Guid, IReadOnlyList<FieldValue>> metadata) =>
        (Options, this.include, this.links, this.users, this.projects, this.metadata) = (options, include, links, users, projects, metadata);

    public FrameioOptions Options { get; }

    public static async ValueTask<AssetView> LoadAsync(Call call, IncludeSet include, IReadOnlyCollection<Asset> assets, CancellationToken cancellation)
    {
        var projects = include.Has(AssetInclude.Project) || include.Has(AssetInclude.ProjectOwner)
            ? await call.Get<IProjectStore>().FindManyAsync(await VisibleAsync(call, assets, cancellation), cancellation)
            : [];
        var creators = include.Has(AssetInclude.Creator) ? assets.SelectMany(asset => asset.Creators()) : [];
        var owners = include.Has(AssetInclude.ProjectOwner) ? projects.Select(project => project.Owner) : [];
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, creators.Concat(owners), cancellation);
        var files = assets.Select(asset => asset.Head ?? asset).Where(asset => asset.File is not null).Select(asset => asset.Id).ToList();
        var metadata = include.Has(AssetInclude.Metadata) && files.Count > 0 ? await call.Get<IMetadataStore>().LoadAsync(call.AccountId, files, cancellation) : NoMetadata;
        return new(call.Get<FrameioOptions>(), include, new(call), users, projects.ToDictionary(project => project.Id), metadata);
    }

    // Whoever was invited to one folder sees that folder, and not the project around it. The assets of one answer stand in one project, or in few.
    private static async ValueTask<IReadOnlyCollection<Guid>> VisibleAsync(Call call, IEnumerable<Asset> assets, CancellationToken cancellation)
    {
        var visible = new List<Guid>();
        foreach (var project in assets.Select(asset => asset.ProjectId).Distinct())
        {
            if (!(await call.MayAsync(Act.SeeProject, project, cancellation)).Failed(out _, out _)) visible.Add(project);
        }

        return visible;
    }

    /// <summary>For an answer that includes nothing.</summary>
    public static AssetView Plain(Call call) => new(call.Get<FrameioOptions>(), IncludeSet.None, new(call), new([]), [], NoMetadata);

    public void WriteIncludes(Utf8JsonWriter writer, Asset asset)
    {
        if (include.Has(AssetInclude.Creator)) users.Write(writer, AssetInclude.Creator, asset.Creator);
        if (projects.TryGetValue(asset.ProjectId, out var project))
        {
            writer.WriteStartObject(AssetInclude.Project);
            ProjectJson.WriteMembersWithIncludes(writer, project, Options, include.Has(AssetInclude.ProjectOwner) ? users : null);
            writer.WriteEndObject();
        }

        if (include.Has(AssetInclude.Metadata)) MetadataJson.Write(writer, AssetInclude.Metadata, metadata.GetValueOrDefault(asset.Id) ?? [], withDetails: true);
    }

    public void WriteMediaLinks(Utf8JsonWriter writer, Asset file)
    {
        if (!include.HasAny(AssetInclude.MediaLinks)) return;
        writer.WriteStartObject("media_links");
        if (include.Has(AssetInclude.Original)) links.WriteOriginal(writer, file);
        foreach (var rendition in AssetInclude.Renditions)
        {
            if (include.Has(AssetInclude.MediaLinks + rendition)) MediaLinks.WriteRendition(writer, rendition);
        }

        writer.WriteEndObject();
    }
}
