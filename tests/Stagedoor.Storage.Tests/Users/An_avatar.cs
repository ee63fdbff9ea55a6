using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Tests.Users;

public class An_avatar
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_one_for_each_and_found_by_its_newest_name_only(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var avatars = store.Get<IAvatarStore>();
        Assert.Null(await avatars.NameOfAsync("ada", Cancellation));
        await avatars.SetAsync("ada", new("first", "image/png", new byte[] { 1, 2, 3 }), store.Now, Cancellation);
        await avatars.SetAsync("ada", new("second", "image/jpeg", new byte[] { 4, 0, 255 }), store.Now, Cancellation);
        Assert.Equal("second", await avatars.NameOfAsync("ada", Cancellation));
        Assert.Null(await avatars.FindAsync("first", Cancellation));
        var found = await avatars.FindAsync("second", Cancellation);
        Assert.Equal("image/jpeg", found!.MediaType);
        Assert.Equal([4, 0, 255], found.Image.ToArray());
        Assert.True(await avatars.RemoveAsync("ada", Cancellation));
        Assert.False(await avatars.RemoveAsync("ada", Cancellation));
        Assert.Null(await avatars.FindAsync("second", Cancellation));
    }
}
