using System.Text;
using Microsoft.Extensions.Time.Testing;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>What the server sends to webhooks, checked and read by the receiver's helper.</summary>
public class A_delivery_of_a_webhook(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task of_the_server_is_genuine_and_says_what_happened()
    {
        await using var receiver = await Receiver.StartAsync();
        var workspace = await studio.NewWorkspaceAsync();
        var webhook = await studio.Client.Webhooks.CreateAsync(studio.Account, workspace.Id, new() { Name = "Listener", Url = receiver.Address + "hook", Events = [WebhookEventType.ProjectCreated] });
        var project = await studio.Client.Projects.CreateAsync(studio.Account, workspace.Id, new() { Name = "Nine Lives" });
        await Eventually.TrueAsync(() => Task.FromResult(receiver.All.Count == 1), TimeSpan.FromSeconds(30), "the receiver was told");
        var got = receiver.All[0];
        var body = Encoding.UTF8.GetBytes(got.Body);
        Assert.True(WebhookSignature.IsValid(body, got[WebhookSignature.TimestampHeader], got[WebhookSignature.SignatureHeader], webhook.Secret!));
        var me = (await studio.Client.Users.GetMeAsync()).Id;
        Assert.Equal(new WebhookEvent { Type = WebhookEventType.ProjectCreated, ResourceId = project.Id, ResourceType = "project", AccountId = studio.Account, WorkspaceId = workspace.Id, ProjectId = project.Id, UserId = me }, WebhookEvent.Parse(body));

        // One bit anywhere, another secret, another time.
        var (timestamp, signature) = (got[WebhookSignature.TimestampHeader]!, got[WebhookSignature.SignatureHeader]!);
        foreach (var at in (int[])[0, body.Length / 2, body.Length - 1])
        {
            var other = (byte[])body.Clone();
            other[at] ^= 1;
            Assert.False(WebhookSignature.IsValid(other, timestamp, signature, webhook.Secret!));
        }

        Assert.False(WebhookSignature.IsValid(body, timestamp, signature, webhook.Secret + "x"));
        Assert.False(WebhookSignature.IsValid(body, $"{long.Parse(timestamp) + 1}", signature, webhook.Secret!));
        Assert.False(WebhookSignature.IsValid(body, timestamp, signature[..^1] + (signature[^1] == '0' ? '1' : '0'), webhook.Secret!));
        foreach (var wrong in (string?[])[null, "", "v0=", signature[3..], "v1" + signature[2..], signature + "00", signature[..^2], "v0=" + new string('g', 64)]) Assert.False(WebhookSignature.IsValid(body, timestamp, wrong, webhook.Secret!));
        foreach (var wrong in (string?[])[null, "", "-1", " " + timestamp, "1e9", new string('9', 30), "999999999999"]) Assert.False(WebhookSignature.IsValid(body, wrong, signature, webhook.Secret!));
    }

    [Theory]
    [InlineData(300, true), InlineData(301, false), InlineData(-300, true), InlineData(-301, false)]
    public void counts_for_five_minutes_either_way(int seconds, bool counts)
    {
        // The vendor's scheme, worked out apart from this code: printf 'v0:1700000000:{}' | openssl dgst -sha256 -hmac s3cret
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + seconds));
        Assert.Equal(counts, WebhookSignature.IsValid("{}"u8, "1700000000", "v0=da4c8582309ed0ae5d062ee3ffb34c06ed12621175a5322386f4a141a4026961", "s3cret", time: clock));
        Assert.True(WebhookSignature.IsValid("{}"u8, "1700000000", "v0=da4c8582309ed0ae5d062ee3ffb34c06ed12621175a5322386f4a141a4026961", "s3cret", TimeSpan.FromHours(1), clock));
    }

    [Theory]
    [InlineData(""), InlineData("[]"), InlineData("{}"), InlineData("{\"type\":\"file.created\"}"), InlineData("{\"type\":7,\"resource\":{\"id\":\"x\"}}"), InlineData("{\"type\":\"file.created\",\"resource\":[]}")]
    public void of_anything_else_is_none(string body) => Assert.Null(WebhookEvent.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void of_tomorrow_is_read_too()
    {
        var told = WebhookEvent.Parse("""{"type":"scene.created","resource":{"type":"scene","id":"s","x":1},"team":{"id":"t"},"user":null}"""u8)!;
        Assert.Equal((new WebhookEventType("scene.created"), "scene", null, "t"), (told.Type, told.ResourceType, told.UserId, told.More["team"].GetProperty("id").GetString()));
    }
}
