using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Egress;
using Stagedoor.Frameio.Deliveries;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Files;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.AccountPermissions;
using Stagedoor.Frameio.Resources.Accounts;
using Stagedoor.Frameio.Resources.AuditLogs;
using Stagedoor.Frameio.Resources.Collections;
using Stagedoor.Frameio.Resources.Comments;
using Stagedoor.Frameio.Resources.CustomActions;
using Stagedoor.Frameio.Resources.Files;
using Stagedoor.Frameio.Resources.FolderPermissions;
using Stagedoor.Frameio.Resources.Folders;
using Stagedoor.Frameio.Resources.Groups;
using Stagedoor.Frameio.Resources.Me;
using Stagedoor.Frameio.Resources.Metadata;
using Stagedoor.Frameio.Resources.MetadataFields;
using Stagedoor.Frameio.Resources.ProjectPermissions;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Resources.Search;
using Stagedoor.Frameio.Resources.Shares;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Resources.VersionStacks;
using Stagedoor.Frameio.Resources.Webhooks;
using Stagedoor.Frameio.Resources.WorkspacePermissions;
using Stagedoor.Frameio.Resources.Workspaces;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio;

/// <summary>The V4 API's table of contents: its operations, and what answers where there is none. The host adds <see cref="FrameioOptions"/>, <see cref="EgressPolicy"/>, <see cref="EgressClient"/>, <see cref="Paging.CursorKey"/>, <see cref="TimeProvider"/> and the ports.</summary>
public static class FrameioApi
{
    public const string Root = "/v4";

    /// <summary>Every operation; each resource lists its own.</summary>
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ShowMe.Operation,
        .. AccountOperations.All,
        .. AccountPermissionOperations.All,
        .. WorkspaceOperations.All,
        .. WorkspacePermissionOperations.All,
        .. ProjectOperations.All,
        .. ProjectPermissionOperations.All,
        .. FolderPermissionOperations.All,
        ListAuditLogs.Operation,
        .. WebhookOperations.All,
        .. CustomActionOperations.All,
        .. GroupOperations.All,
        .. FieldDefinitionOperations.All,
        .. MetadataOperations.All,
        .. FolderOperations.All,
        .. FileOperations.All,
        .. VersionStackOperations.All,
        .. CommentOperations.All,
        .. ShareOperations.All,
        .. CollectionOperations.All,
        SearchAccount.Operation,
    ];

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<BearerDoor>();
        services.AddSingleton<Access>();
        services.AddSingleton<UserDirectory>();
        services.AddSingleton<Paging.Cursors>();
        services.AddSingleton<Gate>();
        services.AddHostedService<DeliveryWorker>();
        FileAddresses.Add(services);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var gate = routes.ServiceProvider.GetRequiredService<Gate>();
        foreach (var path in Operations.GroupBy(operation => operation.Path, StringComparer.Ordinal))
        {
            foreach (var operation in path) routes.MapMethods(Root + operation.Path, Methods(operation), context => gate.HandleAsync(context, operation));
            var allow = string.Join(", ", path.SelectMany(Methods).Append(HttpMethods.Options));
            routes.MapMethods(Root + path.Key, [HttpMethods.Options], context => Gate.AnswerOptionsAsync(context, allow));
        }

        FileAddresses.Map(routes);

        // What no operation answers, other methods on known paths among it: the vendor's router knows no 405.
        routes.Map(Root + "/{**path}", gate.NoRouteAsync);
    }

    /// <summary>Whether a path is the API's, or one of the addresses of bytes that it gives out.</summary>
    public static bool Owns(PathString path) => path.StartsWithSegments(Root) || path.StartsWithSegments(FileRoutes.Root);

    /// <summary>Writes what a request under the root is told when something unforeseen happened, or storage rests.</summary>
    public static Task WriteFaultAsync(HttpContext context, bool unavailable) => (unavailable ? ApiError.Unavailable : ApiError.Fault).WriteAsync(context);

    private static IEnumerable<string> Methods(Operation operation) => HttpMethods.IsGet(operation.Method) ? [HttpMethods.Get, HttpMethods.Head] : [operation.Method];
}
