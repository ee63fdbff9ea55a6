using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Comments, shares and collections, webhooks and actions.</summary>
public sealed partial class Every_operation
{
    private async Task CommentsAsync()
    {
        var file = await studio.NewFileAsync((await studio.NewProjectAsync()).RootFolderId);
        var comment = await Client.Comments.CreateAsync(Account, file.Id, new()
        {
            Text = "Tighten this: https://example.com",
            Timestamp = 100,
            Duration = 10,
            Page = 4,
            Anchor = new() { X = 0.5, Y = 0.25 },
            Annotation = "[]",
            Links = [new() { StartIndex = 14, EndIndex = 33, Url = "https://example.com" }],
            TextReviewAnnotation = new() { Bounds = [new() { Height = 42, Width = 130, X = 12.5, Y = 24 }], SelectionText = "existing", SuggestedText = "updated", TextReviewAnnotationType = TextReviewAnnotationType.Replace },
        });
        Assert.Equal(("Tighten this: https://example.com", new CommentTimestamp(100), 10, 4, "[]"), (comment.Text, comment.Timestamp!.Value, comment.Duration, comment.Page, comment.Annotation));
        Assert.Equal((0.5, 0.25, "https://example.com", TextReviewAnnotationType.Replace), (comment.Anchor!.X, comment.Anchor.Y, Assert.Single(comment.Links).Url, comment.TextReviewAnnotation!.TextReviewAnnotationType));
        Assert.Equal(12.5, Assert.Single(comment.TextReviewAnnotation.Bounds).X);

        var changed = await Client.Comments.UpdateAsync(Account, comment.Id, new() { Text = "Tighter", Completed = true, Annotation = null });
        Assert.Equal(("Tighter", null, 10), (changed.Text, changed.Annotation, changed.Duration));
        Assert.NotNull(changed.CompletedAt);
        var shown = await Client.Comments.GetAsync(Account, comment.Id, timestampAsTimecode: true, CommentIncludes.Owner | CommentIncludes.Replies);
        Assert.Equal(("Service Account User", 0), (shown.Owner?.Name, shown.Replies?.Count));
        Assert.NotNull(shown.Timestamp!.Value.Timecode);
        Assert.Equal(comment.Id, Assert.Single(await Client.Comments.List(Account, file.Id, new() { Sort = CommentSort.OwnerAscending, Include = CommentIncludes.Owner }).AllAsync()).Id);

        var attachment = await Client.Comments.CreateAttachmentAsync(Account, comment.Id, new() { Name = "still.png", FileSize = 5, MediaType = "image/png" });
        Assert.Equal(("still.png", 5, "image/png"), (attachment.Name, attachment.FileSize, attachment.MediaType));
        Assert.Single(attachment.UploadUrls!);
        await Client.Comments.DeleteAttachmentAsync(Account, comment.Id, attachment.Id);
        await Client.Comments.DeleteAsync(Account, comment.Id);
        Assert.Empty(await Client.Comments.List(Account, file.Id).AllAsync());
    }

    private async Task SharesAsync()
    {
        var project = await studio.NewProjectAsync();
        var (file, other) = (await studio.NewFileAsync(project.RootFolderId), await studio.NewFileAsync(project.RootFolderId, "other.mov"));
        var expires = new DateTimeOffset(2036, 7, 17, 22, 34, 21, TimeSpan.Zero);
        var share = await Client.Shares.CreateAsync(Account, project.Id, new() { Name = "For the client", Access = ShareAccess.Secure, Description = "Cut 4", DownloadingEnabled = true, Expiration = expires, AssetIds = [file.Id] });
        Assert.Equal(("For the client", ShareAccess.Secure, "Cut 4", true, expires), (share.Name, share.Access, share.Description, share.DownloadingEnabled, share.Expiration));
        Assert.Equal($"Share {share.Id}", share.ToString());
        var changed = await Client.Shares.UpdateAsync(Account, share.Id, new() { Name = "For the other client", Description = null, DownloadingEnabled = false });
        Assert.Equal(("For the other client", null, false, expires), (changed.Name, changed.Description, changed.DownloadingEnabled, changed.Expiration));
        Assert.Null((await Client.Shares.UpdateAsync(Account, share.Id, new() { Expiration = null })).Expiration);
        Assert.Equal(changed.Name, (await Client.Shares.GetAsync(Account, share.Id)).Name);
        Assert.Equal(share.Id, Assert.Single(await Client.Shares.List(Account, project.Id, new() { Sort = ShareSort.NameAscending }).AllAsync()).Id);
        Assert.Equal(other.Id, (await Client.Shares.AddAssetAsync(Account, share.Id, other.Id)).AssetAdded);
        Assert.Equal(other.Id, (await Client.Shares.RemoveAssetAsync(Account, share.Id, other.Id)).AssetRemoved);

        await Client.Shares.AddReviewersAsync(Account, share.Id, "Please look", new() { Emails = ["reviewer@client.example"] });
        var reviewer = Assert.Single(await Client.Shares.ListReviewers(Account, share.Id, new() { Sort = ReviewerSort.NameAscending }).AllAsync());
        Assert.Equal("reviewer@client.example", reviewer.Email);
        await Client.Shares.RemoveReviewersAsync(Account, share.Id, new() { Emails = ["reviewer@client.example"] });
        Assert.Empty(await Client.Shares.ListReviewers(Account, share.Id).AllAsync());

        var collection = await Client.Collections.GetAsync(Account, share.CollectionId, CollectionIncludes.Creator | CollectionIncludes.Project | CollectionIncludes.Shares);
        Assert.Equal((project.Id, "Service Account User", share.Id, AggregationMode.Static), (collection.ProjectId, collection.Creator?.Name, Assert.Single(collection.Shares!).Id, collection.AggregationMode));
        Assert.Equal(collection.Id, Assert.Single(await Client.Collections.List(Account, project.Id).AllAsync()).Id);
        await Client.Shares.DeleteAsync(Account, share.Id);
    }

    private async Task HooksAsync()
    {
        var workspace = await studio.NewWorkspaceAsync();
        var webhook = await Client.Webhooks.CreateAsync(Account, workspace.Id, new() { Name = "New", Url = "https://hooks.example/in", Events = [WebhookEventType.FileCreated, WebhookEventType.CommentCreated] });
        Assert.Equal(("New", "https://hooks.example/in"), (webhook.Name, webhook.Url));
        Assert.Equal([WebhookEventType.CommentCreated, WebhookEventType.FileCreated], webhook.Events.OrderBy(name => name.ToString(), StringComparer.Ordinal));
        Assert.NotNull(webhook.Secret);
        Assert.DoesNotContain(webhook.Secret, webhook.ToString(), StringComparison.Ordinal);
        var changed = await Client.Webhooks.UpdateAsync(Account, webhook.Id, new() { Name = "Renamed", Active = false, Events = [WebhookEventType.FileDeleted] });
        Assert.Equal(("Renamed", false, "https://hooks.example/in", WebhookEventType.FileDeleted), (changed.Name, changed.Active, changed.Url, Assert.Single(changed.Events)));
        Assert.Equal("Service Account User", (await Client.Webhooks.GetAsync(Account, webhook.Id, WebhookIncludes.Creator)).Creator?.Name);
        Assert.Null(Assert.Single(await Client.Webhooks.List(Account, workspace.Id, new() { Include = WebhookIncludes.Creator }).AllAsync()).Secret);
        await Client.Webhooks.DeleteAsync(Account, webhook.Id);

        var action = await Client.CustomActions.CreateAsync(Account, workspace.Id, new() { Name = "Send on", Description = "To the next desk", Event = "send.on", Url = "https://hooks.example/act", Timeout = 7, MultiAsset = true });
        Assert.Equal(("Send on", "To the next desk", "send.on", 7, true), (action.Name, action.Description, action.Event, action.Timeout, action.MultiAsset));
        Assert.NotNull(action.Secret);
        var other = await Client.CustomActions.UpdateAsync(Account, action.Id, new() { Name = "Send off", Active = false });
        Assert.Equal(("Send off", false, "send.on"), (other.Name, other.Active, other.Event));
        Assert.Equal("Service Account User", (await Client.CustomActions.GetAsync(Account, action.Id, CustomActionIncludes.Creator)).Creator?.Name);
        Assert.Equal(action.Id, Assert.Single(await Client.CustomActions.List(Account, workspace.Id).AllAsync()).Id);
        await Client.CustomActions.DeleteAsync(Account, action.Id);
        Assert.Empty(await Client.CustomActions.List(Account, workspace.Id).AllAsync());
    }

    private async Task GroupsAsync()
    {
        var group = await Client.Groups.CreateAsync(Account, new() { Name = "Colour", Emoji = "🎨" });
        Assert.Equal(("Colour", "🎨", 0, GroupSource.Frame), (group.Name, group.Emoji, group.MemberCount, group.Source));
        Assert.Equal(("Grade", "🎨"), (await Client.Groups.UpdateAsync(Account, group.Id, new() { Name = "Grade" })) is var changed ? (changed.Name, changed.Emoji) : default);
        Assert.Equal("Service Account User", (await Client.Groups.GetAsync(Account, group.Id, GroupIncludes.Creator)).Creator?.Name);
        Assert.Contains(group.Id, (await Client.Groups.List(Account, new() { Sort = GroupSort.CreatorAscending, Include = GroupIncludes.Creator }).AllAsync()).Select(other => other.Id));
    }
}
