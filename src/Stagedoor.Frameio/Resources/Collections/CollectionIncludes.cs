using System.Text.Json;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Resources.Shares;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Collections;

/// <summary>What an answer with collections of one project includes: three statements at most, however many they are. Shares hold passphrases, and are for whom may see shares.</summary>
internal sealed class CollectionIncludes
{
    public static readonly string[] All = ["creator", "project", "shares"];

    private readonly FrameioOptions options;
    private readonly DateTimeOffset now;
    private UserSet? users;
    private ApiProject? project;
    private ILookup<Guid, Share>? shares;

    private CollectionIncludes(FrameioOptions options, DateTimeOffset now) => (this.options, this.now) = (options, now);

    public static async ValueTask<Outcome<CollectionIncludes>> LoadAsync(Call call, Place place, IReadOnlyList<Collection> collections, IncludeSet include, CancellationToken cancellation)
    {
        var loaded = new CollectionIncludes(call.Get<FrameioOptions>(), call.Now);
        if (include.Has("shares"))
        {
            if (place.Role < Act.SeeShares.Least) return ApiError.Forbidden($"You may not {Act.SeeShares.Words}: that needs the role {Act.SeeShares.Least.Text()} or a higher one");
            loaded.shares = (await call.Get<IShareStore>().OfCollectionsAsync([.. collections.Select(collection => collection.Id)], cancellation)).ToLookup(share => share.CollectionId);
        }

        if (include.Has("creator")) loaded.users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, collections.Select(collection => collection.Creator), cancellation);
        if (include.Has("project")) loaded.project = await call.Get<IProjectStore>().FindAsync(place.ProjectId!.Value, cancellation);
        return loaded;
    }

    public void Write(Utf8JsonWriter writer, Collection collection)
    {
        collection.Write(writer);
        users?.Write(writer, "creator", collection.Creator);
        if (project is not null)
        {
            writer.WriteStartObject("project");
            ProjectJson.WriteMembers(writer, project, options);
            writer.WriteEndObject();
        }

        if (shares is null) return;
        writer.WriteStartArray("shares");
        foreach (var share in shares[collection.Id])
        {
            writer.WriteStartObject();
            share.Write(writer, now);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
