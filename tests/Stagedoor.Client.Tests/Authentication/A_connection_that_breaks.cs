namespace Stagedoor.Client.Tests.Authentication;

/// <summary>The wire to the real server is cut inside of its token answers, at each field: no token is lost, none is half read, no code is shown twice.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_connection_that_breaks(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    private static readonly string[] Fields = ["HTTP/1.1", "\r\n\r\n", "access_token", "token_type", "expires_in", "scope", "}"];

    public static TheoryData<Dialect> Dialects => Applications.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task costs_client_credentials_one_more_request(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var wire = new Cutter(app.Address);
        using var http = Through(wire, app);
        foreach (var field in Fields)
        {
            foreach (var before in new[] { true, false })
            {
                // After the last brace nothing is missing.
                if (field == "}" && !before) continue;
                var bot = app.Bot(dialect, options => options.HttpClient = http);
                wire.Cut("client_credentials", field, before);
                (await app.Http.GetAsync("/v4/me", (await bot.GetTokenAsync()).Reveal())).Ok();
            }
        }

        Assert.Equal((Fields.Length * 2) - 1, wire.Cuts);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task costs_a_renewal_nothing_since_the_same_answer_comes_again(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var wire = new Cutter(app.Address);
        using var http = Through(wire, app);
        var ingest = app.Ingest(dialect, options => options.HttpClient = http);
        await app.SignInAsync(ingest);
        foreach (var field in Fields.Append("refresh_token").Append("refresh_token_expires_in"))
        {
            wire.Cut("grant_type=refresh_token", field, before: true);
            var token = await ingest.GetTokenAsync();
            var next = await ingest.RenewAsync(token);
            if (next.IsSameAs(token)) next = await FreshAsync(ingest);
            (await app.Http.GetAsync("/v4/me", next.Reveal())).Ok();
        }

        Assert.Equal(Fields.Length + 2, wire.Cuts);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task ends_a_sign_in_without_showing_the_code_again(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var wire = new Cutter(app.Address);
        using var http = Through(wire, app);
        var ingest = app.Ingest(dialect, options => options.HttpClient = http);
        foreach (var field in (string[])["HTTP/1.1", "refresh_token", "id_token", "expires_in"])
        {
            var pending = await ingest.BeginSignInAsync();
            var answer = await app.AllowAsync(pending);
            wire.Cut("authorization_code", field, before: false);
            var problem = await Assert.ThrowsAsync<AuthenticationException>(() => ingest.CompleteSignInAsync(pending, answer));
            Assert.Equal(AuthenticationProblem.ServiceUnavailable, problem.Problem);
            Assert.Null(await ingest.ExportAsync());
        }

        await app.SignInAsync(ingest);
        Assert.Equal(4, wire.Cuts);
    }

    [Fact]
    public async Task that_never_came_is_told_as_such()
    {
        var bot = new ServerToServerAuthentication(new() { ClientId = "id-1", ClientSecret = "s-1", Authority = $"http://127.0.0.1:{HostProcess.FreePort()}" });
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await bot.GetTokenAsync());
        Assert.Equal(AuthenticationProblem.ServiceUnavailable, problem.Problem);
        Assert.Contains("cannot be reached", problem.Message, StringComparison.Ordinal);
    }

    // An object without the memory of the last forced renewal.
    private static async Task<AccessToken> FreshAsync(NativeAppAuthentication ingest)
    {
        var other = new NativeAppAuthentication((NativeAppOptions)ingest.Options);
        return await other.RenewAsync(await other.GetTokenAsync());
    }

    // Every connection to the issuer's address goes through the wire that breaks.
    private static HttpClient Through(Cutter wire, StagedoorApp app) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(wire.Address.Host, context.DnsEndPoint.Port == app.Address.Port ? wire.Address.Port : context.DnsEndPoint.Port, cancellation);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    });
}
