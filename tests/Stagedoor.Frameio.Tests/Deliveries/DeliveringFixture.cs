namespace Stagedoor.Frameio.Tests.Deliveries;

/// <summary>Apps that send to receivers on this machine.</summary>
public sealed class DeliveringFixture : AppFixture
{
    public static AppOptions OnThisMachine => new() { Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false", ["Egress:AllowLoopback"] = "true" } };

    protected override AppOptions Options => OnThisMachine;
}

internal static class Webhooks
{
    /// <summary>A new webhook on the workspace: its id and its secret.</summary>
    public static async Task<(string Id, string Secret)> NewWebhookAsync(this Api api, string workspace, Receiver receiver, params string[] events)
    {
        var body = $$$"""{"data":{"name":"Listener","url":"{{{receiver.Address}}}hook","events":["{{{string.Join("\",\"", events)}}}"]}}""";
        var webhook = await api.DataAsync(HttpMethod.Post, $"/workspaces/{workspace}/webhooks", body);
        return (webhook.Text("id"), webhook.Text("secret"));
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
}
