using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Stagedoor.Frameio.App.ServiceAccounts;
using Stagedoor.Host.Identity;

namespace Stagedoor.Frameio.Tests.App.ServiceAccounts;

/// <summary>Something that happens once, after a request has read a service account and before its edit is written.</summary>
internal sealed class Meanwhile
{
    public Func<Task>? BeforeEdit { get; set; }

    public void Watch(IServiceCollection services)
    {
        services.AddSingleton<AppServiceAccounts>();
        services.Replace(ServiceDescriptor.Singleton<IServiceAccounts>(provider => new Watched(provider.GetRequiredService<AppServiceAccounts>(), this)));
    }

    private sealed class Watched(AppServiceAccounts accounts, Meanwhile meanwhile) : IServiceAccounts
    {
        public int LargestPicture => accounts.LargestPicture;

        public ValueTask<(IReadOnlyList<AppServiceAccount> Accounts, string? Next)> ListAsync(string organizationId, string? text, string? after, int most, CancellationToken cancellation) =>
            accounts.ListAsync(organizationId, text, after, most, cancellation);

        public ValueTask<AppServiceAccount?> FindAsync(string organizationId, string subjectId, CancellationToken cancellation) => accounts.FindAsync(organizationId, subjectId, cancellation);

        public async Task<Saved> EditAsync(AppAuthor by, string subjectId, long version, AppServiceAccountEdit edit, CancellationToken cancellation)
        {
            var change = meanwhile.BeforeEdit;
            meanwhile.BeforeEdit = null;
            if (change is not null) await change();
            return await accounts.EditAsync(by, subjectId, version, edit, cancellation);
        }

        public Task<Saved> SetPictureAsync(AppAuthor by, string subjectId, long version, ReadOnlyMemory<byte>? file, CancellationToken cancellation) => accounts.SetPictureAsync(by, subjectId, version, file, cancellation);
    }
}
