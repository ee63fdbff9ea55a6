using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.AuditLogs;

/// <summary><c>auditlog.index</c>: what was done in the account, newest first, for its owner and admins. The one operation that asks for an <c>api-version</c>.</summary>
internal static class ListAuditLogs
{
    public static readonly Operation Operation = new("auditlog.index", HttpMethods.Get, "/accounts/{account_id}/audit_logs", RateLimit.Usual, RunAsync);

    private const string Version = "4.0";

    private static readonly ListShape Shape = new() { Includes = ["user"], Filters = AuditFilters.Names };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.ReadAuditLog) is { } forbidden) return forbidden;
        if (call.Context.Request.Headers["api-version"] is not [Version]) return ApiError.BadQuery($"The header api-version is needed here, with the value {Version}");
        if (call.ReadPage(Shape).Failed(out var refusal, out var query)) return refusal;
        if ((await AuditFilters.ReadAsync(call, query, cancellation)).Failed(out refusal, out var filter)) return refusal;
        var page = await call.Get<IActivityLog>().ListAsync(call.Viewer, filter, query, cancellation);
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, page.Items.Select(record => record.Actor), cancellation);
        return call.List(query, page, (writer, record) => Write(writer, record, call.AccountId, users, query.Include.Has("user")));
    }

    private static void Write(Utf8JsonWriter writer, ActivityRecord record, Guid accountId, UserSet users, bool withUser)
    {
        writer.WriteStartObject();
        writer.WriteString("account_id", accountId);
        writer.WriteString("event_type", record.EventType);
        writer.WriteString("inserted_at", ApiBody.Time(record.At));
        writer.WriteString("ip_address", record.Address ?? "");
        WriteId(writer, "project_id", record.ProjectId);
        writer.WriteString("resource_id", record.ResourceId);
        writer.WriteString("resource_type", record.ResourceType);
        WriteId(writer, "user_id", users.IdOf(record.Actor));
        if (withUser) users.Write(writer, "user", record.Actor);
        WriteId(writer, "workspace_id", record.WorkspaceId);
        writer.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter writer, string member, Guid? id)
    {
        if (id is { } known) writer.WriteString(member, known);
        else writer.WriteNull(member);
    }
}
