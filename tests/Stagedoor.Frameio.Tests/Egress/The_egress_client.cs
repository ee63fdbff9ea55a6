using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Stagedoor.Egress;

namespace Stagedoor.Frameio.Tests.Egress;

/// <summary>The one client that sends at somebody's word (attack H1). It runs against real sockets; only names are given by the test.</summary>
public sealed class The_egress_client : IAsyncLifetime
{
    private static readonly EgressPolicy Developing = new(AllowLoopback: true) { Patience = TimeSpan.FromSeconds(1.5), IdlePatience = TimeSpan.FromSeconds(1) };

    private Receiver receiver = null!;

    public async ValueTask InitializeAsync() => receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    private string Url(string path = "/", string host = "127.0.0.1") => $"http://{host}:{receiver.Port}{path}";

    [Fact]
    public async Task posts_what_it_was_given_and_nothing_of_its_own()
    {
        using var client = new EgressClient(Developing, Nowhere);
        Assert.Equal((200, null), await client.PostAsync(Url("/hook?a=b"), "{\"x\":1}"u8.ToArray(), [("X-Mine", "yes")], default));
        var got = Assert.Single(receiver.All);
        Assert.Equal(("POST", "/hook?a=b", "{\"x\":1}", "yes", "application/json"), (got.Method, got.Path, got.Body, got["X-Mine"], got["Content-Type"]));
        Assert.Equal(["Accept-Encoding", "Content-Length", "Content-Type", "Host", "User-Agent", "X-Mine"], got.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("identity", got["Accept-Encoding"]);
    }

    [Theory, Attack("H1")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:7f00:1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("fe80::1%1")]
    [InlineData("224.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("1.1.1.1,127.0.0.1")]
    public async Task goes_to_no_name_that_leads_inside(string addresses)
    {
        using var client = new EgressClient(new(AllowLoopback: false), (_, _) => Task.FromResult(addresses.Split(',').Select(IPAddress.Parse).ToArray()));
        Assert.Equal((null, EgressProblem.NotPublic), await client.PostAsync($"https://inside.example:{receiver.Port}/", default, [], default));
        Assert.Equal(EgressProblem.NotPublic, (await client.FetchAsync($"https://inside.example:{receiver.Port}/", 1, default)).Problem);
        Assert.Empty(receiver.All);
    }

    [Fact, Attack("H1")]
    public async Task goes_inside_for_nobody_while_developing_either()
    {
        using var client = new EgressClient(Developing, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]));
        Assert.Equal((null, EgressProblem.NotPublic), await client.PostAsync("https://inside.example/", default, [], default));
    }

    [Fact, Attack("H1")]
    public async Task looks_a_name_up_once_and_connects_to_what_it_checked()
    {
        // A name that is harmless when it is looked at and leads inside ever after.
        var asked = 0;
        using var client = new EgressClient(Developing, (_, _) => Task.FromResult<IPAddress[]>([++asked == 1 ? IPAddress.Loopback : IPAddress.Parse("10.1.2.3")]));
        Assert.Equal((200, null), await client.PostAsync(Url(host: "rebinding.localhost"), default, [], default));
        Assert.Equal(1, asked);
        Assert.Equal((null, EgressProblem.NotPublic), await client.PostAsync(Url(host: "rebinding.localhost"), default, [], default));
        Assert.Equal(2, asked);
        Assert.Single(receiver.All);
    }

    [Fact, Attack("H1")]
    public async Task follows_no_redirect_of_a_post()
    {
        receiver.Answer = context =>
        {
            context.Response.Redirect(Url("/elsewhere"), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        using var client = new EgressClient(Developing, Nowhere);
        Assert.Equal((307, null), await client.PostAsync(Url(), default, [], default));
        Assert.Single(receiver.All);
    }

    [Theory, Attack("H1")]
    [InlineData(3, null)]
    [InlineData(4, EgressProblem.Redirected)]
    [InlineData(100, EgressProblem.Redirected)]
    public async Task follows_three_redirects_of_a_download(int redirects, EgressProblem? expected)
    {
        var left = redirects;
        receiver.Answer = context =>
        {
            if (left-- <= 0) return context.Response.WriteAsync("here");
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = left % 2 == 0 ? "/next?left=" + left : Url("/next");
            return Task.CompletedTask;
        };
        using var client = new EgressClient(Developing, Nowhere);
        var (download, problem) = await client.FetchAsync(Url(), 10, default);
        Assert.Equal(expected, problem);
        Assert.InRange(receiver.All.Count, 1, 4);
        if (download is null) return;
        await using (download)
        {
            using var reader = new StreamReader(download.Content);
            Assert.Equal("here", await reader.ReadToEndAsync());
        }
    }

    [Theory, Attack("H1")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://2130706433/")]
    [InlineData("//169.254.169.254/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://hooks.example.com/")]
    [InlineData("https://user@hooks.example.com/")]
    [InlineData("http://127.0.0.1:22/")]
    public async Task checks_where_a_redirect_leads(string to)
    {
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = to;
            return Task.CompletedTask;
        };
        using var client = new EgressClient(Developing, Nowhere);
        Assert.Equal(EgressProblem.Redirected, (await client.FetchAsync(Url(), 10, default)).Problem);
    }

    [Fact, Attack("H1")]
    public async Task waits_no_longer_than_it_may()
    {
        receiver.Answer = context => Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted);
        using var client = new EgressClient(Developing, Nowhere);
        Assert.Equal((null, EgressProblem.TooSlow), await client.PostAsync(Url(), default, [], default));
        Assert.Equal(EgressProblem.TooSlow, (await client.FetchAsync(Url(), 10, default)).Problem);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        Assert.Equal((null, EgressProblem.TooSlow), await client.PostAsync($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/", default, [], default));
    }

    [Fact, Attack("H1")]
    public async Task reads_no_more_of_an_answer_than_a_megabyte()
    {
        var sent = 0L;
        receiver.Answer = async context =>
        {
            var block = new byte[64 * 1024];
            while (sent < 64 * 1024 * 1024)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
                sent += block.Length;

                // A connection that was closed takes what is written, until the server hears of it.
                if (sent > 4 * 1024 * 1024) await Task.Delay(5, context.RequestAborted);
            }
        };
        using var client = new EgressClient(Developing, Nowhere);
        Assert.Equal((200, null), await client.PostAsync(Url(), default, [], default));
        Assert.True(sent < 16 * 1024 * 1024, $"{sent} bytes went out");
    }

    [Fact, Attack("H1")]
    public async Task takes_no_download_that_says_it_is_too_large_or_is()
    {
        using var client = new EgressClient(Developing, Nowhere);
        receiver.Answer = context =>
        {
            context.Response.ContentLength = 11;
            return context.Response.WriteAsync("01234567890");
        };
        Assert.Equal(EgressProblem.TooLarge, (await client.FetchAsync(Url(), 10, default)).Problem);
        receiver.Answer = context => context.Response.WriteAsync("01234567890");
        var (download, _) = await client.FetchAsync(Url(), 10, default);
        await using (download!)
        {
            Assert.Null(download!.Length);
            Assert.Equal(EgressProblem.TooLarge, (await Assert.ThrowsAsync<EgressException>(() => download.Content.CopyToAsync(Stream.Null))).Problem);
        }
    }

    [Fact, Attack("H1")]
    public async Task ends_a_download_that_pauses()
    {
        receiver.Answer = async context =>
        {
            await context.Response.WriteAsync("01");
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted);
        };
        using var client = new EgressClient(Developing, Nowhere);
        var (download, _) = await client.FetchAsync(Url(), 10, default);
        await using (download!) Assert.Equal(EgressProblem.TooSlow, (await Assert.ThrowsAsync<EgressException>(() => download!.Content.CopyToAsync(Stream.Null))).Problem);
    }

    [Fact, Attack("H1")]
    public async Task waits_for_no_body_that_trickles()
    {
        receiver.Answer = async context =>
        {
            // Never a pause that is too long, and never an end.
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[100], context.RequestAborted);
                await Task.Delay(50, context.RequestAborted);
            }
        };
        using var client = new EgressClient(Developing, Nowhere);
        var (download, _) = await client.FetchAsync(Url(), 1_000_000, default);
        await using (download!) Assert.Equal(EgressProblem.TooSlow, (await Assert.ThrowsAsync<EgressException>(() => download!.Content.CopyToAsync(Stream.Null).WaitAsync(TimeSpan.FromSeconds(30)))).Problem);
    }

    [Fact, Attack("H1")]
    public async Task unpacks_nothing()
    {
        receiver.Answer = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.SmallestSize);
            await gzip.WriteAsync(new byte[8 * 1024 * 1024]);
        };
        using var client = new EgressClient(Developing, Nowhere);
        Assert.Equal(EgressProblem.Refused, (await client.FetchAsync(Url(), 100 * 1024 * 1024, default)).Problem);
    }

    [Fact]
    public async Task speaks_to_nobody_whose_certificate_is_not_trusted()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Https = true });
        using var client = new EgressClient(Developing, Nowhere);
        Assert.Equal((null, EgressProblem.Untrusted), await client.PostAsync(new Uri(app.Address, "/health/live").AbsoluteUri, default, [], default));
    }

    [Fact]
    public async Task keeps_no_cookie()
    {
        receiver.Answer = context =>
        {
            context.Response.Cookies.Append("who", "me");
            return Task.CompletedTask;
        };
        using var client = new EgressClient(Developing, Nowhere);
        await client.PostAsync(Url(), default, [], default);
        await client.PostAsync(Url(), default, [], default);
        Assert.All(receiver.All, got => Assert.Null(got["Cookie"]));
        Assert.Equal(2, receiver.All.Count);
    }

    [Fact]
    public async Task says_what_went_wrong()
    {
        using var client = new EgressClient(Developing, (_, _) => Task.FromResult<IPAddress[]>([]));
        Assert.Equal((null, EgressProblem.UnknownName), await client.PostAsync("https://nowhere.example/", default, [], default));
        Assert.Equal((null, EgressProblem.Unreachable), await client.PostAsync($"http://127.0.0.1:{HostProcess.FreePort()}/", default, [], default));
        Assert.Equal((null, EgressProblem.BadAddress), await client.PostAsync("http://10.0.0.1/", default, [], default));
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        };
        Assert.Equal(EgressProblem.Refused, (await client.FetchAsync(Url(), 1, default)).Problem);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PostAsync(Url(), default, [], stop.Token));
    }

    private static Task<IPAddress[]> Nowhere(string host, CancellationToken cancellation) => throw new SocketException((int)SocketError.HostNotFound);
}
