using System.Globalization;
using System.Net;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.AuditLogs;

/// <summary>Reads <c>filters[name]=value</c> as the contract's <c>Filters</c>.</summary>
internal static class AuditFilters
{
    public static readonly string[] Names =
    [
        "filters[event_type]", "filters[from_date]", "filters[ip_address]", "filters[project_id]", "filters[resource_id]", "filters[resource_type]", "filters[to_date]", "filters[user_id]", "filters[workspace_id]",
    ];

    /// <summary>The filter; with a subject that nobody is where the account knows no such user.</summary>
    public static async ValueTask<Outcome<ActivityFilter>> ReadAsync(Call call, PageQuery query, CancellationToken cancellation)
    {
        foreach (var name in call.Context.Request.Query.Keys)
        {
            if (name.StartsWith("filters", StringComparison.Ordinal) && !Names.Contains(name, StringComparer.Ordinal)) return ApiError.BadQuery($"filters takes {string.Join(", ", Names)}");
        }

        string? refused = null;
        var filter = new ActivityFilter
        {
            OnlyInContract = true,
            EventType = Known("event_type", AuditVocabulary.EventTypes),
            ResourceType = Known("resource_type", AuditVocabulary.ResourceTypes),
            ResourceId = Id("resource_id"),
            ProjectId = Id("project_id"),
            WorkspaceId = Id("workspace_id"),
            From = Day("from_date"),
            Before = Day("to_date")?.AddDays(1),
            Address = Address(),
        };
        var user = Id("user_id");
        if (refused is not null) return ApiError.OutOfRange(refused);
        if (user is not { } id) return filter;
        return filter with { SubjectId = (await call.Get<IDirectory>().FindUserAsync(call.AccountId, id, cancellation))?.SubjectId ?? "" };

        string? Value(string name) => query.Filters.TryGetValue($"filters[{name}]", out var value) ? value : null;

        string? Known(string name, IReadOnlySet<string> names)
        {
            if (Value(name) is { } value && !names.Contains(value)) refused = $"filters[{name}] is none of the contract's values";
            return Value(name);
        }

        Guid? Id(string name)
        {
            var id = Ids.Read(Value(name));
            if (id is null && Value(name) is not null) refused = $"filters[{name}] is not a UUID";
            return id;
        }

        DateTimeOffset? Day(string name)
        {
            if (Value(name) is not { } value) return null;
            if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue) return new(day, TimeOnly.MinValue, TimeSpan.Zero);
            refused = $"filters[{name}] is not a date as 2026-03-04";
            return null;
        }

        string? Address()
        {
            if (Value("ip_address") is not { } value) return null;
            if (IPAddress.TryParse(value, out var address)) return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
            refused = "filters[ip_address] is not an IP address";
            return null;
        }
    }
}
