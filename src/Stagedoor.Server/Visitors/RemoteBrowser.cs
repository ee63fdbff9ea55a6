using Microsoft.AspNetCore.Http;

namespace Stagedoor.Server.Visitors;

/// <summary>With which browser a request came, as it calls itself: one line, bounded.</summary>
public static class RemoteBrowser
{
    private const int Longest = 256;

    public static string? Of(HttpContext context)
    {
        var text = context.Request.Headers.UserAgent.ToString();
        return text.Length == 0 ? null : new string([.. text.Where(c => !char.IsControl(c)).Take(Longest)]);
    }
}
