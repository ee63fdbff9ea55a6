using System.Diagnostics;
using Stagedoor.Bench.Servers;
using Stagedoor.TestKit;

namespace Stagedoor.Bench.Contests;

/// <summary>A list of a console as its reader waits for it: until the first byte.</summary>
internal sealed class ConsoleList : IContest
{
    private const int Times = 40;

    public string Name => "console-list";

    public string What => "GET /admin/people, /admin/credentials and /admin/audit, first byte";

    public async Task<IReadOnlyList<Standing>> RunAsync(Ring ring, CancellationToken cancellation)
    {
        var stagedoor = await ring.StagedoorAsync(cancellation);
        using var browser = new Browser(stagedoor.Address);
        await browser.SignInAsync(Known.Email, Known.Password);
        using var http = new HttpClient { BaseAddress = stagedoor.Address };
        http.DefaultRequestHeaders.Add("Cookie", browser.Cookies.GetCookieHeader(stagedoor.Address));
        var standings = new List<Standing>();
        foreach (var path in (string[])["/admin/people", "/admin/credentials", "/admin/audit"])
        {
            var took = new List<double>();
            for (var time = -5; time < Times; time++)
            {
                var since = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
                var milliseconds = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
                if (!answer.IsSuccessStatusCode || !(await answer.Content.ReadAsStringAsync(cancellation)).Contains("<table", StringComparison.Ordinal)) throw new BenchException($"{path} answers {(int)answer.StatusCode} without a table");
                if (time >= 0) took.Add(milliseconds);
            }

            var figure = Figure.Of(took);
            Progress.Say($"{Name}: {path} {figure.Median:N1} ms");
            standings.Add(new($"{Name} {path}", " ms", figure, [new("100 ms", new(100, 100, 100), Figure.Of([.. took.Select(one => 100 / one)]), 1, null)]));
        }

        return standings;
    }
}
