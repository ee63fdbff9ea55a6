namespace Stagedoor.Host.Tests.Data;

/// <summary>A graceful stop.</summary>
public sealed class Stopping : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task ends_with_zero_and_leaves_the_log_of_writes_empty()
    {
        await using var host = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["d"]);
        Assert.Equal(0, await host.StopAsync());
        Assert.False(File.Exists(folder["d/stagedoor.db-wal"]));
    }

    [Fact]
    public async Task lets_a_request_in_work_finish()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        using var client = new System.Net.Sockets.TcpClient();
        var issuer = new Uri(app.Issuer);
        await client.ConnectAsync(issuer.Host, issuer.Port);
        var stream = client.GetStream();
        var body = $"grant_type=client_credentials&client_id={TestKit.Seed.DailiesBot.Id}&client_secret={TestKit.Seed.DailiesBot.Secret}&scope=openid,AdobeID,frame.s2s.all";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"POST /ims/token/v3 HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body[..10]}"));
        await WaitUntilItReadsAsync(app);
        var stopping = app.StopAsync();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(body[10..]));
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
        await stopping;
    }

    public void Dispose() => folder.Dispose();

    // The request is in work as soon as another one, sent later, was answered.
    private static async Task WaitUntilItReadsAsync(StagedoorApp app)
    {
        for (var i = 0; i < 3; i++) (await app.Http.GetAsync("/health/live", (string?)null)).Ok();
    }
}
