using System.Buffers.Text;
using System.Text;
using Stagedoor.Frameio.App.ServiceAccounts;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Host.Identity;

/// <summary>Shows the app the identity service's service account users: the same acts as the consoles'.</summary>
public sealed class AppServiceAccounts(IServiceAccountStore store, ServiceAccountLife life, AvatarImages images, TimeProvider time) : IServiceAccounts
{
    public int LargestPicture => AvatarImages.MaxFile;

    public async ValueTask<(IReadOnlyList<AppServiceAccount> Accounts, string? Next)> ListAsync(string organizationId, string? text, string? after, int most, CancellationToken cancellation)
    {
        var query = new ServiceAccountQuery { OrganizationId = organizationId, Text = text, After = after is null ? null : Read(after), Most = most + 1 };
        var found = await store.ListAsync(query, time.GetUtcNow(), cancellation);
        return ([.. found.Take(most).Select(Of)], found.Count > most ? Write(found[most - 1].Cursor(query.Order)) : null);
    }

    public async ValueTask<AppServiceAccount?> FindAsync(string organizationId, string subjectId, CancellationToken cancellation) =>
        await store.FindListedAsync(organizationId, subjectId, time.GetUtcNow(), cancellation) is { } found ? Of(found) : null;

    public async Task<Saved> EditAsync(AppAuthor by, string subjectId, long version, AppServiceAccountEdit edit, CancellationToken cancellation) =>
        Of(await life.EditAsync(Of(by), subjectId, version, new(edit.Name, edit.Description, edit.OwnerId, edit.AccountRole), cancellation));

    public async Task<Saved> SetPictureAsync(AppAuthor by, string subjectId, long version, ReadOnlyMemory<byte>? file, CancellationToken cancellation)
    {
        if (file is null) return Of(await life.SetAvatarAsync(Of(by), subjectId, version, null, cancellation));
        return await images.DrawAsync(file.Value, cancellation) switch
        {
            AvatarReading.Drawn(var avatar) => Of(await life.SetAvatarAsync(Of(by), subjectId, version, avatar, cancellation)),
            AvatarReading.TooLarge => Saved.PictureTooLarge,
            AvatarReading.Busy => Saved.Busy,
            _ => Saved.NoPicture,
        };
    }

    private static Author Of(AppAuthor by) => new(by.SubjectId, by.Address, by.RequestId);

    private static Saved Of(ServiceAccountAnswer answer) => answer switch
    {
        ServiceAccountAnswer.Done or ServiceAccountAnswer.Same => Saved.Done,
        ServiceAccountAnswer.Changed => Saved.ChangedMeanwhile,
        ServiceAccountAnswer.NameTaken => Saved.NameTaken,
        ServiceAccountAnswer.OwnerUnknown => Saved.OwnerUnknown,
        ServiceAccountAnswer.Invalid { Field: "name" } => Saved.NameRefused,
        ServiceAccountAnswer.Invalid { Field: "description" } => Saved.DescriptionRefused,
        ServiceAccountAnswer.Invalid => Saved.RoleRefused,
        _ => Saved.Gone,
    };

    private static AppServiceAccount Of(ListedServiceAccount found) => new()
    {
        SubjectId = found.Account.Id,
        Id = found.Account.FrameioId,
        Name = found.Account.Name,
        Description = found.Account.Description,
        OwnerId = found.Account.OwnerId,
        OwnerName = found.OwnerName,
        HasOwner = found.HasOwner,
        AccountRole = found.Account.AccountRole,
        Standing = found.Account.Status switch { ServiceAccountStatus.Active => Standing.Active, ServiceAccountStatus.Disabled => Standing.Disabled, _ => Standing.Revoked },
        CreatedAt = found.Account.CreatedAt,
        LastActivityAt = found.Account.LastActivityAt,
        Picture = found.Avatar is { } picture ? Avatar.PathOf(picture) : null,
        Version = found.Account.Version,
    };

    // A forged one is a place in the same list, and no more.
    private static string Write(ServiceAccountCursor cursor) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{cursor.Id}\n{cursor.Key}"));

    private static ServiceAccountCursor? Read(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n', 2) is [var id, var key] ? new(key, id) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
