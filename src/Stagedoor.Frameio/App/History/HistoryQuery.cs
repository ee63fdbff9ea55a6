using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Paging;

namespace Stagedoor.Frameio.App.History;

/// <summary>What the page was asked for, in its address. What cannot be read is as if it were not there: a page says what it shows.</summary>
public sealed record HistoryQuery(string? Type, Guid? Who, DateOnly? From, DateOnly? To, string? After)
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>What the cursor of a page remembers.</summary>
    public IReadOnlyDictionary<string, string> Filters => Values().Where(value => value.Value is not null).ToDictionary(value => value.Name, value => value.Value!, StringComparer.Ordinal);

    public bool IsNarrowed => this is not { Type: null, Who: null, From: null, To: null };

    public string FromText => From?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    public string ToText => To?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    public static HistoryQuery Read(IQueryCollection query)
    {
        return new(
            query["type"] is [{ } type] && HistoryPages.Types.Contains(type, StringComparer.Ordinal) ? type : null,
            query["who"] is [{ } who] && Guid.TryParse(who, out var id) ? id : null,
            DayOf("from"),
            DayOf("to"),
            query["after"] is [{ Length: > 0 } after] ? after : null);

        DateOnly? DayOf(string name) => query[name] is [{ } text] && DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? day : null;
    }

    /// <summary>Whether a cursor belongs to a list with the same filters.</summary>
    internal bool Fits(CursorState state) => state.Filters.Count == Filters.Count && Filters.All(filter => state.Filters.TryGetValue(filter.Key, out var value) && value == filter.Value);

    /// <summary>The address of this list, from a place on.</summary>
    public string At(string path, string? after)
    {
        var parts = Values().Append(("after", after)).Where(value => !string.IsNullOrEmpty(value.Item2)).Select(value => $"{value.Item1}={Uri.EscapeDataString(value.Item2!)}");
        var query = string.Join('&', parts);
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private (string Name, string? Value)[] Values() => [("type", Type), ("who", Who?.ToString()), ("from", From is null ? null : FromText), ("to", To is null ? null : ToText)];
}
