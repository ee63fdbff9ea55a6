using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.create</c>: a share and its collection.</summary>
internal static class CreateShare
{
    public static readonly Operation Operation = new("shares.create", HttpMethods.Post, "/accounts/{account_id}/projects/{project_id}/shares", RateLimit.PerMinute(10), RunAsync);

    private const int MostAssets = 100;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.ManageShares, "project_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        data?.OneOf("type", ["asset"], required: true);
        var (given, ids) = (data is null ? null : ShareBody.Read(data, isNew: true), data?.ManyIds("asset_ids", least: 1, most: MostAssets)?.Distinct().ToList() ?? []);
        if (body.Refusal is { } wrong) return wrong;
        if (!await ShareAssets.AreInAsync(call, place, ids, cancellation)) return ApiError.Invalid("/data/asset_ids", "An asset is not in the project");
        var share = new Share
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            ProjectId = place.ProjectId!.Value,
            CollectionId = RandomIds.Uuid(),
            Name = given!.Name.Value,
            Description = given.Description.Value,
            Access = given.Access!,
            Downloading = given.Downloading ?? false,
            ExpiresAt = given.Expires.Value,
            Passphrase = given.Passphrase.Value,
            Creator = call.Caller.Actor,
            CreatedAt = call.Now,
            UpdatedAt = call.Now,
        };
        var entries = new ShareOperations.Found(share, place).Records(call, ActivityKind.ShareCreated, ActivityKind.CollectionCreated);
        if (!await call.Get<IShareStore>().AddAsync(share, ids, entries, cancellation)) return ApiError.NotFound;
        return ApiBody.Data(StatusCodes.Status201Created, writer => share.Write(writer, share.CreatedAt));
    }
}
