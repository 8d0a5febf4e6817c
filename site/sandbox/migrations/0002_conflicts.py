from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sandbox", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="outage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("slow", "Answers come late"),
                    ("error", "Answers are errors, and nothing is done"),
                    ("conflict", "Answers are refusals, and nothing is done"),
                    ("drop", "The work is done, and the answer is lost"),
                    ("doubled", "Events are sent twice"),
                    ("lost", "Events are not sent"),
                ],
                max_length=10,
                unique=True,
            ),
        ),
    ]
