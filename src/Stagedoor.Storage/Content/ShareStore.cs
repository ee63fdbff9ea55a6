using System.Text;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.Shares;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Keys;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Content;

/// <summary>Shares, and what is in them. Who reviews them is in <see cref="ShareReviewers"/>.</summary>
internal sealed class ShareStore(Database database, MasterKey master) : IShareStore
{
    private const string Purpose = "share";

    private const string Columns = """
        s.id, s.account_id, s.project_id, s.collection_id, s.name, s.description, s.access, s.downloading, s.expires_at, s.passphrase, s.last_viewed_at, s.creator_id, s.creator_actor_id, s.created_at, s.updated_at
        """;
    private const string Find = $"SELECT {Columns} FROM shares s WHERE s.id = @id AND s.account_id = @account_id AND s.deleted_at IS NULL";
    private const string FindAny = $"SELECT {Columns} FROM shares s WHERE s.id = @id AND s.deleted_at IS NULL";
    private const string AddCollection = """
        INSERT INTO collections (id, account_id, project_id, name, description, creator_id, creator_actor_id, created_at, updated_at)
        SELECT @id, p.account_id, p.id, @name, @description, @creator_id, @creator_actor_id, @now, @now FROM api_projects p WHERE p.id = @project_id AND p.deleted_at IS NULL
        """;
    private const string Add = """
        INSERT INTO shares (id, account_id, project_id, collection_id, name, name_key, description, access, downloading, expires_at, passphrase, creator_id, creator_actor_id, created_at, updated_at)
        VALUES (@id, @account_id, @project_id, @collection_id, @name, @name_key, @description, @access, @downloading, @expires_at, @passphrase, @creator_id, @creator_actor_id, @now, @now)
        """;
    private const string Update = """
        UPDATE shares SET access = COALESCE(@access, access), downloading = COALESCE(@downloading, downloading), updated_at = @now,
            name = CASE WHEN @has_name = 1 THEN @name ELSE name END, name_key = CASE WHEN @has_name = 1 THEN @name_key ELSE name_key END,
            description = CASE WHEN @has_description = 1 THEN @description ELSE description END,
            expires_at = CASE WHEN @has_expires = 1 THEN @expires_at ELSE expires_at END,
            passphrase = CASE WHEN @has_passphrase = 1 THEN @passphrase ELSE passphrase END
        WHERE id = @id AND deleted_at IS NULL
        """;
    private const string UpdateCollection = "UPDATE collections SET name = s.name, description = s.description, updated_at = s.updated_at FROM shares s WHERE s.id = @id AND collections.id = s.collection_id";
    private const string TouchCollection = "UPDATE collections SET updated_at = @now WHERE id = (SELECT s.collection_id FROM shares s WHERE s.id = @id)";
    private const string Touch = "UPDATE shares SET updated_at = @now WHERE id = @id AND deleted_at IS NULL";
    private const string Delete = "UPDATE shares SET deleted_at = @now WHERE id = @id AND deleted_at IS NULL";
    private const string DeleteCollection = "UPDATE collections SET deleted_at = @now WHERE id = (SELECT s.collection_id FROM shares s WHERE s.id = @id)";
    private const string AddAsset = """
        INSERT INTO share_assets (share_id, asset_id, added_at)
        SELECT s.id, a.id, @now FROM shares s JOIN assets a ON a.project_id = s.project_id
        WHERE s.id = @id AND s.deleted_at IS NULL AND a.id = @asset_id AND a.deleted_at IS NULL AND (SELECT COUNT(*) FROM share_assets o WHERE o.share_id = s.id) < @most
        ON CONFLICT (share_id, asset_id) DO NOTHING
        """;
    private const string HasAsset = "SELECT 1 FROM share_assets WHERE share_id = @id AND asset_id = @asset_id";
    private const string RemoveAsset = "DELETE FROM share_assets WHERE share_id = @id AND asset_id = @asset_id";

    private static readonly (string, SortColumn)[] Sorts =
    [
        ("created_at_asc", SortColumn.Number("s.created_at")), ("created_at_desc", SortColumn.Number("s.created_at", isDescending: true)),
        ("name_asc", SortColumn.Text("s.name_key")), ("name_desc", SortColumn.Text("s.name_key", isDescending: true)),
    ];

    private readonly SortedList<Share> ofProject = new(Columns, "FROM shares s WHERE s.project_id = @project_id AND s.deleted_at IS NULL", "s.id", row => Read(row, master), Sorts);
    private readonly string ofCollections = $"SELECT {Columns} FROM shares s WHERE s.collection_id IN ({database.Engine.List}) AND s.deleted_at IS NULL ORDER BY s.created_at, s.id";

    public ValueTask<Share?> FindAsync(Guid accountId, Guid id, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, row => Read(row, master), ("id", id), ("account_id", accountId)), cancellation);

    public ValueTask<Page<Share>> ListAsync(Guid projectId, PageQuery query, CancellationToken cancellation) =>
        database.ReadAsync(link => ofProject.PageAsync(link, query, ("project_id", projectId)), cancellation);

    public ValueTask<IReadOnlyList<Share>> OfCollectionsAsync(IReadOnlyCollection<Guid> collectionIds, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Share>>(
        async link => await link.AllAsync(ofCollections, row => Read(row, master), ("list", Value.List(collectionIds))), cancellation);

    public Task<bool> AddAsync(Share share, IReadOnlyCollection<Guid> assetIds, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation)
    {
        var passphrase = Seal(share.Passphrase);
        return database.WriteAsync(
            async link =>
            {
                var isThere = await link.ChangesAsync(
                    AddCollection,
                    ("id", share.CollectionId), ("project_id", share.ProjectId), ("name", share.Name), ("description", share.Description),
                    ("creator_id", share.Creator.SubjectId), ("creator_actor_id", share.Creator.ActingId), ("now", share.CreatedAt));
                if (!isThere) return false;
                await link.ExecuteAsync(
                    Add,
                    ("id", share.Id), ("account_id", share.AccountId), ("project_id", share.ProjectId), ("collection_id", share.CollectionId), ("name", share.Name), ("name_key", NameKey.Of(share.Name ?? "")),
                    ("description", share.Description), ("access", share.Access), ("downloading", share.Downloading), ("expires_at", share.ExpiresAt), ("passphrase", passphrase),
                    ("creator_id", share.Creator.SubjectId), ("creator_actor_id", share.Creator.ActingId), ("now", share.CreatedAt));

                // One that was deleted in this moment is left out.
                foreach (var asset in assetIds) await link.ExecuteAsync(AddAsset, ("id", share.Id), ("asset_id", asset), ("now", share.CreatedAt), ("most", assetIds.Count));
                foreach (var entry in entries) await Activities.AppendAsync(link, entry);
                return true;
            },
            cancellation);
    }

    public Task<Share?> UpdateAsync(Guid id, ShareChange change, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation)
    {
        var passphrase = Seal(change.Passphrase.Value);
        return database.WriteAsync(
            async link =>
            {
                var changed = await link.ChangesAsync(
                    Update,
                    ("id", id), ("access", change.Access), ("downloading", change.Downloading is { } downloading ? downloading ? 1L : 0L : default(long?)), ("now", entries[0].At),
                    ("has_name", change.Name.Given), ("name", change.Name.Value), ("name_key", NameKey.Of(change.Name.Value ?? "")), ("has_description", change.Description.Given), ("description", change.Description.Value),
                    ("has_expires", change.Expires.Given), ("expires_at", change.Expires.Value), ("has_passphrase", change.Passphrase.Given), ("passphrase", passphrase));
                if (!changed) return null;
                await link.ExecuteAsync(UpdateCollection, ("id", id));
                foreach (var entry in entries) await Activities.AppendAsync(link, entry);
                return await link.FirstAsync(FindAny, row => Read(row, master), ("id", id));
            },
            cancellation);
    }

    public Task<bool> DeleteAsync(Guid id, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Delete, ("id", id), ("now", entries[0].At))) return false;
            await link.ExecuteAsync(DeleteCollection, ("id", id), ("now", entries[0].At));
            foreach (var entry in entries) await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    public Task<bool> AddAssetAsync(Guid id, Guid assetId, int most, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(AddAsset, ("id", id), ("asset_id", assetId), ("now", entries[0].At), ("most", most))) return await link.NumberAsync(HasAsset, ("id", id), ("asset_id", assetId)) is not null;
            await ChangedAsync(link, id, entries);
            return true;
        },
        cancellation);

    public Task<bool> RemoveAssetAsync(Guid id, Guid assetId, IReadOnlyList<ActivityEntry> entries, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(RemoveAsset, ("id", id), ("asset_id", assetId))) return false;
            await ChangedAsync(link, id, entries);
            return true;
        },
        cancellation);

    public ValueTask<IReadOnlyList<Reviewer>> ReviewersAsync(Guid id, CancellationToken cancellation) => database.ReadAsync(link => ShareReviewers.ListAsync(link, id), cancellation);

    public Task<bool> AddReviewersAsync(Guid id, IReadOnlyCollection<Reviewer> reviewers, int most, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(Touch, ("id", id), ("now", entry.At)) || !await ShareReviewers.AddAsync(link, id, reviewers, most, entry.At)) return false;
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    public Task<bool> RemoveReviewersAsync(Guid id, IReadOnlyCollection<Reviewer> reviewers, ActivityEntry entry, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await ShareReviewers.RemoveAsync(link, id, reviewers)) return false;
            await Activities.AppendAsync(link, entry);
            return true;
        },
        cancellation);

    private static async Task ChangedAsync(Link link, Guid id, IReadOnlyList<ActivityEntry> entries)
    {
        await link.ExecuteAsync(Touch, ("id", id), ("now", entries[0].At));
        await link.ExecuteAsync(TouchCollection, ("id", id), ("now", entries[0].At));
        foreach (var entry in entries) await Activities.AppendAsync(link, entry);
    }

    private static Share Read(Row row, MasterKey master) => new()
    {
        Id = row.Guid(0),
        AccountId = row.Guid(1),
        ProjectId = row.Guid(2),
        CollectionId = row.Guid(3),
        Name = row.TextOrNull(4),
        Description = row.TextOrNull(5),
        Access = row.Text(6),
        Downloading = row.Flag(7),
        ExpiresAt = row.TimeOrNull(8),
        Passphrase = row.BytesOrNull(9) is { } kept ? new Secret(Encoding.UTF8.GetString(master.Open(Purpose, kept.Span) ?? throw new MasterKeyMismatchException())) : null,
        LastViewedAt = row.TimeOrNull(10),
        Creator = new Actor(row.Text(11), row.TextOrNull(12)),
        CreatedAt = row.Time(13),
        UpdatedAt = row.Time(14),
    };

    private byte[]? Seal(Secret? passphrase) => passphrase is { } given ? master.Seal(Purpose, Encoding.UTF8.GetBytes(given.Reveal())) : null;
}
