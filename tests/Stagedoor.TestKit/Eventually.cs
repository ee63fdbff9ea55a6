using System.Diagnostics;

namespace Stagedoor.TestKit;

/// <summary>Waits for what happens within a bound, and fails when it does not.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan within, string otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Xunit.Assert.True(watch.Elapsed <= within, $"{otherwise}, {watch.Elapsed.TotalMilliseconds:F0} ms later");
            await Task.Delay(20);
        }
    }
}
