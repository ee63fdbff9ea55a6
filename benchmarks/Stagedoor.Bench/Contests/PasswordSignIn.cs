using System.Diagnostics;
using Stagedoor.Bench.Servers;
using Stagedoor.TestKit;

namespace Stagedoor.Bench.Contests;

/// <summary>A sign-in by password, one after the other, against the hash alone on the same core: what is not the hash should be little.</summary>
internal sealed class PasswordSignIn : IContest
{
    private const int Attempts = 30;

    public string Name => "password-sign-in";

    public string What => "POST of the sign-in page, the right password, a known browser";

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        var stagedoor = await ring.StagedoorAsync(cancellation);
        var person = await ring.SignedInAsync(cancellation);
        var bare = await ring.BareAsync(cancellation);
        using var browser = new Browser(stagedoor.Address);
        await browser.SignInAsync(Known.Email, Known.Password);
        using var http = new HttpClient { BaseAddress = bare.Address };
        List<double> ours = [], hashes = [];
        for (var attempt = -5; attempt < Attempts; attempt++)
        {
            var page = await browser.GoAsync(StagedoorServer.AuthorizePath(person.Proof) + "&prompt=login");
            var request = Browser.Request(page, "Sign in", ("email", Known.Email), ("password", Known.Password));
            var since = Stopwatch.GetTimestamp();
            var answer = await browser.SendAsync(request);
            var took = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            if (answer.Code is not (302 or 303)) throw new BenchException($"the sign-in answered {answer.Code}");
            since = Stopwatch.GetTimestamp();
            using (var hash = await http.PostAsync(new Uri("/hash", UriKind.Relative), null, cancellation)) hash.EnsureSuccessStatusCode();
            var bareTook = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            if (attempt < 0) continue;
            ours.Add(took);
            hashes.Add(bareTook);
            Progress.Say($"{Name}: {attempt + 1} of {Attempts}, {took:N1} ms, the hash {bareTook:N1} ms");
        }

        return [new(Name, " ms", Figure.Of(ours), [new("the hash alone", Figure.Of(hashes), Figure.Of([.. ours.Zip(hashes, (one, two) => two / one)]), 0.95, null)])];
    }
}
