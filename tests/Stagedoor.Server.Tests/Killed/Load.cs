using System.Collections.Concurrent;

namespace Stagedoor.Server.Tests.Killed;

/// <summary>
/// Honest clients that work until the server dies, and write down every 200 that reached them. A person's codes are got silently in one signed-in browser; each code is redeemed and its refresh token rotated until the end.
/// </summary>
public sealed class Load(Uri address, Browser browser)
{
    private static readonly SeedClient Client = Seed.ReviewBoard;

    /// <summary>Codes that were redeemed with a 200.</summary>
    public ConcurrentBag<Grant> Spent { get; } = [];

    /// <summary>Codes whose redemption has an unknown end.</summary>
    public ConcurrentBag<Grant> Uncertain { get; } = [];

    public ConcurrentBag<Family> Families { get; } = [];

    /// <summary>The ids of every access token that was received.</summary>
    public ConcurrentBag<string> Tokens { get; } = [];

    /// <summary>Answers that a dying server gave and that were neither 200 nor an honest refusal.</summary>
    public ConcurrentBag<string> Strange { get; } = [];

    public sealed class Family(string current)
    {
        /// <summary>The newest refresh token that was received.</summary>
        public string Current { get; set; } = current;

        /// <summary>The one before, whose answer was <see cref="Current"/>.</summary>
        public string? Previous { get; set; }

        /// <summary>A rotation of <see cref="Current"/> was sent and not answered.</summary>
        public bool InFlight { get; set; }
    }

    /// <summary>Runs until the token is cancelled and every request has ended in one way or another.</summary>
    public async Task RunAsync(CancellationToken stop) =>
        await Task.WhenAll([.. Enumerable.Range(0, 4).Select(_ => MachineAsync(stop)), .. Enumerable.Range(0, 8).Select(_ => PersonAsync(stop))]);

    private async Task MachineAsync(CancellationToken stop)
    {
        using var http = NewHttp();
        while (!stop.IsCancellationRequested)
        {
            if (await TryAsync(() => http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot)) is { Code: 200 } answer) Received(answer);
        }
    }

    private async Task PersonAsync(CancellationToken stop)
    {
        using var http = NewHttp();
        while (!stop.IsCancellationRequested)
        {
            if (await AllowAsync() is not { } grant) continue;
            var answer = await TryAsync(() => http.RedeemAsync("/oauth2/token", Client, grant.Code, grant.Proof.Verifier));
            if (answer is null) Uncertain.Add(grant);
            if (answer is not { Code: 200 }) continue;
            Received(answer);
            Spent.Add(grant);
            var family = new Family(answer["refresh_token"]!);
            Families.Add(family);
            for (var turn = 0; turn < 5 && !stop.IsCancellationRequested; turn++) await RotateAsync(http, family);
        }
    }

    private async Task RotateAsync(HttpClient http, Family family)
    {
        family.InFlight = true;
        if (await TryAsync(() => http.RefreshAsync("/oauth2/token", Client, family.Current)) is not { Code: 200 } answer) return;
        Received(answer);
        (family.Previous, family.Current, family.InFlight) = (family.Current, answer["refresh_token"]!, false);
    }

    private async Task<Grant?> AllowAsync()
    {
        var proof = ProofKey.New();
        try
        {
            var page = await browser.GoAsync(Authorize.Url(Client, proof, ("prompt", "none")));
            return page.Left is not null && page.Callback.ContainsKey("code") ? new(Client, page.Callback, proof) : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    private void Received(Answer answer) => Tokens.Add(Jws.Read(answer["access_token"])["jti"]!);

    /// <summary>Null when the answer did not arrive whole.</summary>
    private async Task<Answer?> TryAsync(Func<Task<Answer>> send)
    {
        try
        {
            var answer = await send();
            if (answer.Code is not (200 or 503)) Strange.Add(answer.ToString());
            return answer;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or TaskCanceledException)
        {
            await Task.Delay(5);
            return null;
        }
    }

    private HttpClient NewHttp() => new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
}
