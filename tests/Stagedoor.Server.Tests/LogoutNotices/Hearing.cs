using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Tests.LogoutNotices;

/// <summary>An application that hears of sign-outs.</summary>
internal static class Hearing
{
    public static AppOptions OnThisMachine(StoreKind store) => new() { Store = store, Settings = new Dictionary<string, string> { ["Egress:AllowLoopback"] = "true" } };

    public static T Get<T>(this StagedoorApp app) where T : notnull => app.Services.GetRequiredService<T>();

    public static DateTimeOffset Now(this StagedoorApp app) => app.Get<TimeProvider>().GetUtcNow();

    /// <summary>Gives a credential of the seed an address, as an administrator would.</summary>
    public static async Task HearsAsync(this StagedoorApp app, SeedClient client, string? address)
    {
        var clients = app.Get<IClientStore>();
        var found = (await clients.FindAsync(client.Id, TestContext.Current.CancellationToken))!;
        Assert.True(await clients.ChangeAsync(client.Id, found.Name, found.Settings with { BackchannelLogoutUri = address }, TestContext.Current.CancellationToken));
    }

    public static Task SawAsync(this Receiver receiver, int count) =>
        Eventually.TrueAsync(() => Task.FromResult(receiver.All.Count >= count), TimeSpan.FromSeconds(20), $"the receiver saw {receiver.All.Count} of {count}");

    /// <summary>Moves the app's clock in steps until the receiver saw so many.</summary>
    public static async Task SawLaterAsync(this Receiver receiver, StagedoorApp app, int count, TimeSpan step)
    {
        for (var i = 0; i < 100 && receiver.All.Count < count; i++)
        {
            app.Clock.Advance(step);
            await Task.Delay(150);
        }

        await receiver.SawAsync(count);
    }

    /// <summary>The logout token of a notice, its signature proven with published keys.</summary>
    public static Task<Jws> TokenOfAsync(this StagedoorApp app, Received notice)
    {
        Assert.StartsWith("logout_token=", notice.Body, StringComparison.Ordinal);
        return Jws.VerifiedAsync(app.Http, "/oauth2/jwks", notice.Body["logout_token=".Length..]);
    }

    public static string SidOf(Answer tokens) => Jws.Read(tokens["id_token"])["sid"]!;

    public static string SubOf(Answer tokens) => Jws.Read(tokens["id_token"])["sub"]!;

    public static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);
}
