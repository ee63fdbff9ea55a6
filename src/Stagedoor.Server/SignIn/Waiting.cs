using Stagedoor.Pages;

namespace Stagedoor.Server.SignIn;

/// <summary>A time to wait, in words.</summary>
internal static class Waiting
{
    private static readonly Texts texts = Texts.Beside<ScopeList>();

    public static string InWords(TimeSpan wait) => Page.Seconds(wait) switch
    {
        1 => texts["Second"],
        < 120 and var seconds => texts.Format("Seconds", seconds),
        var seconds => texts.Format("Minutes", (seconds + 59) / 60),
    };
}
