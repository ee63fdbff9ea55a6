using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Admin.Audit;

/// <summary>What the page was asked for, in its address, so that a view can be shared. What cannot be read is as if it were not there.</summary>
public sealed record AuditQuery(string? Who, string? Act, string? Target, string? Credential, string? Result, DateOnly? From, DateOnly? To, string? After, bool IsLive)
{
    public static readonly AuditQuery None = new(null, null, null, null, null, null, null, null, false);

    private const string Day = "yyyy-MM-dd";

    public AuditQuestion Question => new() { Who = Who, Act = Act, Target = Target, Credential = Credential, Result = Result, Since = Start(From), Before = Start(To?.AddDays(1)) };

    public bool IsNarrowed => this is not { Who: null, Act: null, Target: null, Credential: null, Result: null, From: null, To: null };

    public string FromText => From?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    public string ToText => To?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    public static AuditQuery Read(IQueryCollection query)
    {
        return new(Text("who"), Text("act"), Text("target"), Text("credential"), Text("result"), DayOf("from"), DayOf("to"), Text("after"), query["live"] == "1" && Text("after") is null);

        string? Text(string name) => query[name] is [{ } text] && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

        DateOnly? DayOf(string name) => query[name] is [{ } text] && DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? day : null;
    }

    /// <summary>The address of a page with these filters.</summary>
    public string At(string path, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var parts = new List<string>();
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[
            ("who", Who), ("act", Act), ("target", Target), ("credential", Credential), ("result", Result), ("from", From is null ? null : FromText), ("to", To is null ? null : ToText), .. more])
        {
            if (!string.IsNullOrEmpty(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    private static DateTimeOffset? Start(DateOnly? day) => day is { } date ? new(date, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
